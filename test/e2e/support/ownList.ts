import { beginOwnList } from './leftovers';

beginOwnList();

export type { Clock } from '../client/clock';

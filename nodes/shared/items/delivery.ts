import type { FileNames } from './fileName';
import type { Resources } from './resources';

/** Where the images of a call go. */
export interface Delivery extends Resources {
	fileNames: FileNames;
}

export { GptImageApi } from './credentials/GptImageApi.credentials';
export { BatchImages } from './nodes/BatchImages/BatchImages.node';
export { BatchImagesTrigger } from './nodes/BatchImages/BatchImagesTrigger.node';
export { CompareModels } from './nodes/CompareModels/CompareModels.node';
export { EditImage } from './nodes/EditImage/EditImage.node';
export { GenerateImage } from './nodes/GenerateImage/GenerateImage.node';
export { ReviewImages } from './nodes/ReviewImages/ReviewImages.node';

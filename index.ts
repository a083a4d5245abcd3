export { GptImageApi } from './credentials/GptImageApi.credentials';
export { EditImage } from './nodes/EditImage/EditImage.node';
export { GenerateImage } from './nodes/GenerateImage/GenerateImage.node';

export { decodePng, decodePngStripes } from './codec/pngDecode';
export { encodePng, encodePngStripes } from './codec/pngEncode';
export { verifyPng } from './codec/pngVerify';

export { decodePng, decodePngStripes } from './codec/pngDecode';
export { encodePng } from './codec/pngEncode';
export { verifyPng } from './codec/pngVerify';

import type { PageData } from '../../nodes/ReviewImages/protocol/page';
import { App } from './app';

const root = document.getElementById('app');
const data = document.getElementById('data');
if (root && data) new App(root, JSON.parse(data.textContent) as PageData).ask();

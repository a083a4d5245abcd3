import { startImageServer } from '../../demo/server/server';
import { generate } from '../demo/server/requests';
import { HOSTILE_TEXTS, hostileText, sample } from './cases';
test('x', async () => {
 const s = await startImageServer();
 const rows: [number,string][]=[];
 for (const p of [...HOSTILE_TEXTS, ...sample(hostileText,'promptsThroughNode')]) { if(!p.trim()) continue; const t=performance.now(); await generate(s,{prompt:p,model:'gpt-image-1-mini',quality:'low',size:'1024x1024',output_format:'jpeg'}); rows.push([Math.round(performance.now()-t), JSON.stringify(p).slice(0,60)]); }
 rows.sort((a,b)=>b[0]-a[0]);
 console.log(rows.reduce((a,b)=>a+b[0],0), rows.slice(0,25).map(String).join('\n'));
 await s.close();
},200000);

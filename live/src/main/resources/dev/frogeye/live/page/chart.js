import { percent } from './format.js';

const FRAMES = 300;
const WIDTH = 600;
const HEIGHT = 300;
const DECADES = 3;
const SUMMARY_MS = 5000;

const element = id => document.getElementById(id);

/** Multiply-adds of the last frames as a share of the frame-by-frame network's, on a logarithmic scale. */
export class Chart {
  #frames = [];
  #isNew = false;
  #summed = -SUMMARY_MS;

  add(frame) {
    this.#frames.push({ share: frame.macs_dense ? frame.macs / frame.macs_dense : 0, isKey: frame.state === 'key' });
    if (this.#frames.length > FRAMES) this.#frames.shift();
    this.#isNew = true;
  }

  draw() {
    if (!this.#isNew) return;
    this.#isNew = false;
    const step = WIDTH / (FRAMES - 1);
    const points = this.#frames.map((frame, i) => {
      const x = WIDTH - (this.#frames.length - 1 - i) * step;
      const decades = frame.share > 0 ? -Math.log10(frame.share) : DECADES;
      const y = Math.min(1, Math.max(-0.05, decades / DECADES)) * HEIGHT;
      return { x: x.toFixed(1), y: y.toFixed(1), isKey: frame.isKey };
    });
    const line = points.map(p => p.x + ' ' + p.y).join('L');
    element('chart-line').setAttribute('d', 'M' + line);
    element('chart-area').setAttribute('d', `M${points[0].x} ${HEIGHT}L${line}V${HEIGHT}Z`);
    element('chart-keys').setAttribute('d', points.filter(p => p.isKey).map(p => `M${p.x} 0V${HEIGHT}`).join(''));
    element('chart-start').textContent = FRAMES + ' frames ago';
    this.#summarise();
  }

  #summarise() {
    const now = performance.now();
    if (now - this.#summed < SUMMARY_MS) return;
    this.#summed = now;
    const shares = this.#frames.map(frame => frame.share).sort((a, b) => a - b);
    const keys = this.#frames.filter(frame => frame.isKey).length;
    element('chart-summary').textContent = `Of the last ${shares.length} frames, half took up to `
      + `${percent(shares[Math.floor(shares.length / 2)])} of the frame-by-frame multiply-adds, the cheapest `
      + `${percent(shares[0])}, the dearest ${percent(shares[shares.length - 1])}; `
      + (keys === 0 ? 'no key frames.' : keys === 1 ? 'one key frame.' : keys + ' key frames.');
  }
}

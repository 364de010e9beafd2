import { percent } from './format.js';

const list = document.getElementById('layers');
const empty = document.getElementById('no-layers');
const gatesOnly = document.getElementById('gates-only');

const isGate = layer => layer.operator === 'Gate' || layer.operator === 'Encoder';

/** A row for each layer, made anew only when the layers are others. */
export class Layers {
  #rows = [];
  #names = '';
  #last = [];

  constructor() {
    gatesOnly.addEventListener('change', () => this.show(this.#last));
  }

  show(layers) {
    this.#last = layers;
    const shown = gatesOnly.checked ? layers.filter(isGate) : layers;
    const names = shown.map(layer => layer.name + '\n' + layer.operator).join('\n');
    if (names !== this.#names) {
      this.#names = names;
      this.#rows = shown.map(layer => this.#row(layer));
      list.replaceChildren(...this.#rows.map(row => row.item));
      empty.hidden = shown.length > 0;
      empty.textContent = layers.length > 0 ? 'This network has no gates.' : 'No figures yet.';
    }
    shown.forEach((layer, i) => {
      const density = typeof layer.density === 'number' ? layer.density : 0;
      this.#rows[i].bar.style.transform = `scaleX(${Math.sqrt(Math.min(1, density)).toFixed(3)})`;
      this.#rows[i].value.textContent = percent(density);
    });
  }

  #row(layer) {
    const item = document.createElement('li');
    const [name, track, value] = ['name', 'track', 'value'].map(part => {
      const span = document.createElement('span');
      span.className = part;
      item.append(span);
      return span;
    });
    name.textContent = layer.name;
    name.title = `${layer.name} (${layer.operator})`;
    const bar = document.createElement('span');
    bar.className = 'bar';
    track.append(bar);
    return { item, bar, value };
  }
}

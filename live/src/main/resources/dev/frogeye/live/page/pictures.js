const STILL_MS = 2000;
const RETRY_MS = 1500;
const HELD_MS = 200;

const VIEWS = {
  input: { alt: 'What the camera sees', caption: 'As captured' },
  overlay: { alt: 'What the camera sees, with the pixels that changed in colour', swatches: true },
  spikes: { alt: 'Pixels of the input that changed in this frame', swatches: true },
  heat: { alt: 'Where changes accumulated over the last frames', heat: true },
};

const sleep = milliseconds => new Promise(done => setTimeout(done, milliseconds));

/** A picture that asks for the next one when it has shown one, so that a slow reader is sent no more than it shows. */
export class Pane {
  #image;
  #waiting;
  #caption;
  #figure;
  #pace;
  #view;

  constructor(figure, pace) {
    this.#figure = figure;
    this.#pace = pace;
    this.#image = figure.querySelector('img');
    this.#waiting = figure.querySelector('.waiting');
    this.#caption = figure.querySelector('figcaption');
    figure.addEventListener('change', () => this.#choose());
    this.#choose();
  }

  #choose() {
    this.#view = this.#figure.querySelector('input:checked').value;
    const view = VIEWS[this.#view];
    this.#image.alt = view.alt;
    this.#caption.replaceChildren(...view.swatches
      ? [this.#swatch('increase'), 'increase', this.#swatch('decrease'), 'decrease']
      : view.heat ? ['seldom ', this.#swatch('heat'), ' often'] : [view.caption]);
  }

  #swatch(name) {
    const swatch = document.createElement('span');
    swatch.className = 'swatch ' + name;
    return swatch;
  }

  async run() {
    for (;;) {
      if (this.#pace.isHeld()) {
        await sleep(HELD_MS);
        continue;
      }
      const problem = await this.#next();
      this.#waiting.textContent = problem;
      this.#waiting.hidden = !problem || !this.#image.hidden;
      await sleep(problem ? RETRY_MS : this.#pace.isStill() ? STILL_MS : 0);
    }
  }

  /** Shows the next picture; tells why not. */
  async #next() {
    try {
      const rows = Math.min(480, Math.ceil(this.#figure.clientWidth * 9 / 16 * devicePixelRatio / 60) * 60);
      const answer = await fetch(`/snapshot.jpg?view=${this.#view}&height=${rows}`);
      if (!answer.ok) return (await answer.text()).trim();
      const url = URL.createObjectURL(await answer.blob());
      const old = this.#image.src;
      this.#image.src = url;
      await this.#image.decode();
      this.#image.hidden = false;
      if (old) URL.revokeObjectURL(old);
      return '';
    } catch {
      return 'No picture: Frogeye does not answer';
    }
  }
}

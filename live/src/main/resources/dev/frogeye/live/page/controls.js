const HANDS_OFF_MS = 1500;

const note = document.getElementById('setting-note');
const hint = note.textContent;

/** Nothing is read out again that is there already. */
function say(message) {
  if (note.textContent !== message) note.textContent = message;
}

/** A threshold that is set while the slider moves, at most one request at a time. */
export class Slider {
  #input;
  #output;
  #format;
  #touched = -Infinity;
  #wanted = null;
  #isSending = false;

  constructor(name, format) {
    this.name = name;
    this.#input = document.getElementById(name);
    this.#output = document.getElementById(name + '-value');
    this.#format = format;
    this.#input.addEventListener('input', () => {
      this.#touched = performance.now();
      this.#wanted = Number(this.#input.value);
      this.#show(this.#wanted);
      this.#send();
    });
  }

  /** Shows what is set, unless a hand is on the slider. */
  follow(value) {
    if (typeof value !== 'number' || this.#wanted !== null || performance.now() - this.#touched < HANDS_OFF_MS) return;
    this.#input.disabled = false;
    if (value > Number(this.#input.max)) this.#input.max = value;
    this.#input.value = value;
    this.#show(value);
  }

  #show(value) {
    this.#output.textContent = this.#format(value);
    this.#input.setAttribute('aria-valuetext', this.#format(value));
  }

  async #send() {
    if (this.#isSending) return;
    this.#isSending = true;
    while (this.#wanted !== null) {
      const value = this.#wanted;
      this.#wanted = null;
      try {
        const answer = await fetch('/settings', {
          method: 'POST',
          headers: { 'Content-Type': 'application/json' },
          body: JSON.stringify({ [this.name]: value }),
        });
        say(answer.ok ? hint : (await answer.text()).trim());
      } catch {
        say('Not set: Frogeye does not answer.');
      }
    }
    this.#isSending = false;
  }
}

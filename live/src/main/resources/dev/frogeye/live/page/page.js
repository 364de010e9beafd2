import { Chart } from './chart.js';
import { Layers } from './layers.js';
import { Pane } from './pictures.js';
import { Slider } from './controls.js';
import { bytes, duration, fixed, known, percent, saving, scaled, whole } from './format.js';

const ANNOUNCE_MS = 15000;
const SILENCE_MS = 5000;
const RETRY_MS = 3000;
const STATES = { connecting: 'Connecting', live: 'Live', reconnecting: 'Reconnecting', ended: 'Ended', lost: 'Lost',
  away: 'No connection to Frogeye', paused: 'Paused' };

const element = id => document.getElementById(id);
const still = matchMedia('(prefers-reduced-motion: reduce)');
const state = { paused: false, connection: 'connecting', status: null, frame: null, heard: performance.now(), announced: 0 };

const chart = new Chart();
const layers = new Layers();
const sliders = [
  new Slider('threshold', value => value.toFixed(3)),
  new Slider('pixel_threshold', value => value.toFixed(1)),
];
const pace = { isHeld: () => state.paused || document.hidden, isStill: () => still.matches };
document.querySelectorAll('figure[data-pane]').forEach(figure => new Pane(figure, pace).run());

const text = (id, value) => {
  const target = element(id);
  if (target.textContent !== value) target.textContent = value;
};
function showStatus(status) {
  state.status = status;
  setConnection(status.connection);
  text('source', status.source);
  text('saving', saving(status.cost));
  text('saving-note', scaled(status.cost.macs) + ' of ' + scaled(status.cost.macs_dense));
  text('dense', scaled(status.cost.macs_dense));
  for (const kind of ['captured', 'processed', 'dropped']) text('fps-' + kind, fixed(status.fps[kind], 1));
  for (const p of ['p50', 'p95', 'p99']) {
    text('latency-' + p, fixed(status.latency_ms[p], known(status.latency_ms[p]) && status.latency_ms[p] < 10 ? 1 : 0));
  }
  for (const count of ['captured', 'processed', 'dropped', 'queued', 'emitted', 'unwritten', 'reconnects']) {
    text(count, whole(status.frames[count]));
  }
  text('uptime', duration(status.uptime_ms));
  text('memory', bytes(status.memory.heap_bytes) + ' of ' + bytes(status.memory.resident_bytes));
  text('last-error', status.last_error || 'none');
  showDrift(status.drift_cosine);
  sliders.forEach(slider => slider.follow(status[slider.name]));
  if (!state.paused) layers.show(status.layers);
  document.title = STATES[state.connection] + ' · ' + fixed(status.fps.processed, 1) + ' fps · Frogeye';
  announce(false);
}

function showDrift(cosine) {
  const gauge = element('drift');
  const mark = element('drift-mark');
  mark.hidden = !known(cosine);
  text('drift-value', known(cosine) ? cosine.toFixed(4) : 'not measured');
  if (known(cosine)) {
    const clamped = Math.min(1, Math.max(0.9, cosine));
    gauge.setAttribute('aria-valuenow', clamped);
    mark.style.left = (clamped - 0.9) * 1000 + '%';
  } else {
    gauge.removeAttribute('aria-valuenow');
  }
  gauge.setAttribute('aria-valuetext', known(cosine) ? 'cosine ' + cosine.toFixed(4) : 'not measured');
}

function showFrame(frame) {
  state.frame = frame;
  if (!state.paused) chart.add(frame);
}

function setConnection(name) {
  if (state.connection === name) return;
  state.connection = name;
  showConnection();
  announce(true);
}

function showConnection() {
  const shown = state.paused && state.connection === 'live' ? 'paused' : state.connection;
  element('connection').dataset.state = shown;
  text('connection', STATES[shown]);
}

/** Screen readers hear a sentence now and then, and at once when the connection changes. */
function announce(now) {
  const at = performance.now();
  if (!now && (state.paused || at - state.announced < ANNOUNCE_MS)) return;
  state.announced = at;
  const status = state.status;
  text('announcer', STATES[state.connection] + '.' + (status && state.connection === 'live'
    ? ' ' + fixed(status.fps.processed, 0) + ' frames a second, multiply-adds ' + saving(status.cost) + ', latency '
      + fixed(status.latency_ms.p50, 0) + ' milliseconds.'
    : ''));
}

function trouble(message) {
  element('trouble').hidden = !message;
  text('trouble', message || '');
}

let events;
let retry;
function connect() {
  retry = undefined;
  events = new EventSource('/events');
  events.addEventListener('open', () => { state.heard = performance.now(); trouble(''); });
  events.addEventListener('status', event => { state.heard = performance.now(); showStatus(JSON.parse(event.data)); });
  events.addEventListener('frame', event => { state.heard = performance.now(); showFrame(JSON.parse(event.data)); });
  events.addEventListener('error', () => reconnect(events.readyState === EventSource.CLOSED));
}

/** A browser gives up after a refusal, and waits for ever on a peer that vanished: start anew. */
async function reconnect(isRefused) {
  setConnection('away');
  if (retry || events.readyState === EventSource.CONNECTING) return;
  events.close();
  retry = setTimeout(connect, RETRY_MS);
  try {
    const answer = await fetch('/healthz');
    if (answer.status === 401) trouble('This stream was started anew. Open the address it printed then.');
    else if (isRefused) trouble('Too many are watching already; trying again.');
  } catch {
    trouble('');
  }
}

setInterval(() => {
  if (performance.now() - state.heard > SILENCE_MS && !retry) {
    state.heard = performance.now();
    events.close();
    reconnect(false);
  }
}, 1000);

setInterval(() => {
  if (!state.frame || state.paused) return;
  text('change', percent(state.frame.change_ratio));
  text('change-note', 'of the input’s values, ' + whole(state.frame.spikes) + ' spikes in all layers');
}, 500);

let drawn = 0;
function draw(at) {
  if (at - drawn >= (still.matches ? 2000 : 60)) {
    drawn = at;
    chart.draw();
  }
  requestAnimationFrame(draw);
}
requestAnimationFrame(draw);

element('pause').addEventListener('click', () => {
  state.paused = !state.paused;
  element('pause').setAttribute('aria-pressed', String(state.paused));
  text('pause', state.paused ? 'Resume' : 'Pause');
  showConnection();
});
connect();

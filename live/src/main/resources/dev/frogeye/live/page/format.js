export const known = value => typeof value === 'number';
export const fixed = (value, digits) => known(value) ? value.toFixed(digits) : '–';
export const whole = value => known(value) ? Math.round(value).toLocaleString('en') : '–';

export function scaled(value) {
  if (!known(value)) return '–';
  const units = ['', '\u00a0k', '\u00a0M', '\u00a0G', '\u00a0T'];
  const power = value < 1 ? 0 : Math.min(units.length - 1, Math.floor(Math.log10(value) / 3));
  const shown = value / 1000 ** power;
  return shown.toFixed(power === 0 || shown >= 100 ? 0 : shown >= 10 ? 1 : 2) + units[power];
}

export function percent(share) {
  if (!known(share)) return '–';
  const value = 100 * share;
  return value.toFixed(value === 0 || value >= 10 ? 0 : value >= 1 ? 1 : 2) + '\u00a0%';
}

export function saving(cost) {
  if (!known(cost.macs) || !cost.macs_dense) return '–';
  if (cost.macs === 0) return 'none needed';
  const times = cost.macs_dense / cost.macs;
  return times >= 1.05 ? times.toFixed(times < 10 ? 1 : 0) + '× fewer' : 'as many';
}

export function duration(milliseconds) {
  const seconds = Math.floor(milliseconds / 1000);
  const parts = [[86400, 'd'], [3600, 'h'], [60, 'min'], [1, 's']]
    .map(([size, unit], i, all) => [Math.floor((i ? seconds % all[i - 1][0] : seconds) / size), unit]);
  const first = Math.min(3, Math.max(0, parts.findIndex(([n]) => n > 0)));
  const shown = parts.slice(parts.some(([n]) => n > 0) ? first : 3);
  return shown.slice(0, 2).map(([n, unit]) => n + ' ' + unit).join(' ');
}

export const bytes = value => value > 0 ? Math.round(value / 2 ** 20).toLocaleString('en') + ' MB' : '–';

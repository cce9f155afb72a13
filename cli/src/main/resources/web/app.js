// Draws what GET api/state says, once a second. All state lives on the server's topics; this page keeps none.

const $ = id => document.getElementById(id);
const css = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();
const number = (x, digits = 0) => x == null ? '–' : x.toLocaleString('en', {maximumFractionDigits: digits, minimumFractionDigits: digits});
const rate = x => x >= 10 ? number(x) : number(x, 1);
const element = (tag, attributes = {}, ...children) => {
  const node = document.createElement(tag);
  Object.assign(node, attributes);
  node.append(...children);
  return node;
};

// ---------------------------------------------------------------------------------------------------- the flow

const NODES = [
  ['sources', 'sources', 10, 60, 120, 60], ['curation', 'curation', 215, 60, 140, 60],
  ['learner', 'learner', 450, 50, 170, 80], ['workers', 'rollout workers', 820, 50, 170, 80],
  ['verifier', 'verifiers', 820, 220, 170, 60], ['grouping', 'groups', 450, 220, 170, 60],
];
const EDGES = [ // topic, path, label x, label y; the rate stands 16 below the label
  ['prompts', 'M130 90 H215', 172, 66], ['curated', 'M355 90 H450', 402, 66],
  ['requests', 'M620 72 H820', 720, 48], ['weights', 'M620 110 H820', 720, 128],
  ['completions', 'M905 130 V220', 845, 172], ['scores', 'M820 250 H620', 720, 226], ['groups', 'M535 220 V130', 495, 172],
];

function svg(tag, attributes, text) {
  const node = document.createElementNS('http://www.w3.org/2000/svg', tag);
  for (const [k, v] of Object.entries(attributes)) node.setAttribute(k, v);
  if (text != null) node.textContent = text;
  return node;
}

function drawFlow() {
  const root = $('flow');
  for (const [topic, path, x, y] of EDGES) {
    const g = svg('g', {class: 'edge', id: `edge-${topic}`});
    g.append(svg('path', {d: path}), svg('text', {x, y}, topic), svg('text', {x, y: y + 16, class: 'rate'}, ''));
    root.append(g);
  }
  for (const [id, label, x, y, w, h] of NODES) {
    const g = svg('g', {class: 'node', id: `node-${id}`});
    g.append(svg('rect', {x, y, width: w, height: h}), svg('text', {x: x + w / 2, y: y + h / 2 - 1}, label),
      svg('text', {x: x + w / 2, y: y + h / 2 + 17, class: 'sub'}, ''));
    root.append(g);
  }
}

function showFlow(state) {
  for (const topic of state.topics) {
    const edge = document.getElementById(`edge-${topic.name}`);
    if (!edge) continue;
    edge.classList.toggle('active', topic.rate > 0);
    const label = edge.querySelector('.rate');
    const waits = topic.lag > 0 ? ` · ${number(topic.lag)} waiting` : '';
    label.textContent = topic.rate > 0 || topic.lag > 0 ? `${rate(topic.rate)}/s${waits}` : number(topic.records);
    label.classList.toggle('waiting', topic.lag > 0);
  }
  for (const [id, text] of Object.entries(state.nodes)) {
    const node = document.getElementById(`node-${id}`);
    if (!node) continue;
    node.querySelector('.sub').textContent = text;
    node.classList.toggle('active', text !== '');
  }
}

// -------------------------------------------------------------------------------------------------- the charts

const charts = {};

function lineChart(id, options = {}) {
  const dim = css('--dim'), line = css('--line');
  charts[id] = new Chart($(id), {
    type: 'line',
    data: {datasets: []},
    options: {
      animation: false, parsing: false, normalized: true, maintainAspectRatio: false,
      interaction: {mode: 'nearest', axis: 'x', intersect: false},
      plugins: {legend: {display: false}},
      scales: {
        x: {type: 'linear', title: {display: true, text: 'step', color: dim}, ticks: {color: dim, precision: 0}, grid: {color: line}},
        y: {grid: {color: line}, ...options, ticks: {color: dim, ...options.ticks}},
      },
    },
  });
}

// Draws an error bar on each accuracy bar.
const intervals = {
  id: 'intervals',
  afterDatasetsDraw(chart) {
    const {ctx, scales: {y}} = chart;
    ctx.save();
    ctx.strokeStyle = css('--ink');
    ctx.lineWidth = 1.5;
    chart.getDatasetMeta(0).data.forEach((bar, i) => {
      const {low, high} = chart.data.datasets[0].intervals[i];
      const [top, bottom] = [y.getPixelForValue(high), y.getPixelForValue(low)];
      ctx.beginPath();
      ctx.moveTo(bar.x, top); ctx.lineTo(bar.x, bottom);
      ctx.moveTo(bar.x - 6, top); ctx.lineTo(bar.x + 6, top);
      ctx.moveTo(bar.x - 6, bottom); ctx.lineTo(bar.x + 6, bottom);
      ctx.stroke();
      ctx.fillStyle = css('--ink');
      ctx.textAlign = 'center';
      ctx.fillText(`${(100 * chart.data.datasets[0].data[i]).toFixed(1)} %`, bar.x, top - 6);
    });
    ctx.restore();
  },
};

function accuracyChart() {
  const dim = css('--dim');
  charts.accuracy = new Chart($('accuracy'), {
    type: 'bar',
    data: {labels: [], datasets: [{data: [], intervals: [], backgroundColor: css('--sand'), maxBarThickness: 70, borderRadius: 4}]},
    options: {
      animation: false, maintainAspectRatio: false, plugins: {legend: {display: false}},
      scales: {
        x: {ticks: {color: dim}, grid: {display: false}},
        y: {min: 0, max: 1.08, afterBuildTicks: axis => axis.ticks = [0, .25, .5, .75, 1].map(value => ({value})),
          ticks: {color: dim, callback: v => `${Math.round(100 * v)} %`}, grid: {color: css('--line')}},
      },
    },
    plugins: [intervals],
  });
}

function runningMean(points, window) {
  return points.map((p, i) => {
    const part = points.slice(Math.max(0, i - window + 1), i + 1);
    return {x: p.x, y: part.reduce((sum, q) => sum + q.y, 0) / part.length};
  });
}

function showSeries(id, points, smooth) {
  const thin = {borderColor: css('--sand'), borderWidth: smooth ? 1 : 2, pointRadius: points.length < 3 ? 3 : 0, tension: 0};
  charts[id].data.datasets = smooth
    ? [{...thin, data: points, borderColor: css('--dim'), borderWidth: .6}, {...thin, data: runningMean(points, 10), borderWidth: 2.5}]
    : [{...thin, data: points}];
  charts[id].update('none');
}

function showAccuracy(evaluations) {
  const data = charts.accuracy.data;
  data.labels = evaluations.map(e => e.stage);
  data.datasets[0].data = evaluations.map(e => e.accuracy);
  data.datasets[0].intervals = evaluations.map(e => ({low: e.low, high: e.high}));
  charts.accuracy.update('none');
}

// ------------------------------------------------------------------------------------------------- the rest

function showStages(stages) {
  $('stages').replaceChildren(...stages.map(s => {
    const share = s.status === 'done' ? 1 : s.steps > 0 ? s.step / s.steps : 0;
    const note = s.status === 'failed' ? 'failed'
      : s.status === 'now' && s.steps > 0 ? `${number(s.step)} of ${number(s.steps)}`
      : s.status === 'done' ? (s.accuracy != null ? `${(100 * s.accuracy).toFixed(1)} %` : 'done') : s.status === 'now' ? 'running' : 'to come';
    const bar = element('i');
    bar.style.width = `${100 * share}%`;
    return element('li', {className: s.status}, element('b', {textContent: s.name}), element('span', {textContent: note}), bar);
  }));
}

function showTiles(tiles) {
  $('tiles').replaceChildren(...tiles.map(t => element('div', {className: 'tile'},
    element('b', {textContent: t.digits == null ? (t.value ?? '–') : number(t.value, t.digits)}), element('span', {textContent: t.label}))));
}

function showCompletions(list) {
  $('completions').replaceChildren(...list.map(c => {
    const kind = c.reward == null ? 'none' : c.reward > 0.5 ? 'right' : 'wrong';
    const sign = c.reward == null ? '∅ no score' : c.reward > 0.5 ? '✓ right' : '✗ wrong';
    return element('tr', {},
      element('td', {textContent: c.skill}), element('td', {className: 'text', textContent: c.prompt}),
      element('td', {className: 'text', textContent: c.text}),
      element('td', {}, element('div', {className: `verdict ${kind}`, textContent: sign}), element('div', {className: 'why', textContent: c.reason})),
      element('td', {className: 'n', textContent: c.step}), element('td', {className: 'n', textContent: `v${c.version}`}));
  }));
}

function show(state) {
  const run = state.run;
  if (run) {
    $('run').replaceChildren(element('b', {textContent: run.id}), ` · ${run.status} · ${run.elapsed}`);
    document.title = `${run.id} – Caravan`;
  }
  showStages(state.stages);
  showTiles(state.tiles);
  showFlow(state);
  showSeries('reward', state.series.reward, true);
  showSeries('ratio', state.series.ratio, false);
  showSeries('staleness', state.series.staleness, false);
  showAccuracy(state.evaluations);
  showCompletions(state.completions);
  $('verdictcount').textContent = state.deadLetters > 0 ? `${number(state.deadLetters)} records in dead-letters` : '';
}

async function poll() {
  try {
    const response = await fetch('api/state');
    if (!response.ok) throw new Error(response.statusText);
    show(await response.json());
    $('link').textContent = 'live';
    $('link').className = 'pill live';
    document.body.dataset.polls = Number(document.body.dataset.polls ?? 0) + 1; // the page's own test waits for it
  } catch (failure) {
    $('link').textContent = 'no answer';
    $('link').className = 'pill lost';
    console.error(failure);
  }
  setTimeout(poll, 1000);
}

drawFlow();
lineChart('reward', {min: 0, max: 1});
lineChart('ratio', {type: 'logarithmic', ticks: {callback: v => v.toExponential(0), maxTicksLimit: 4}});
lineChart('staleness', {min: 0, ticks: {precision: 0}});
accuracyChart();
poll();

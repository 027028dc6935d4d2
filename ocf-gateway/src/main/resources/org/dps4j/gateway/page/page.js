// Shows devices as the event stream tells of them, and asks the API for what people want of them.

const api = '/api/v1';
const devices = new Map();
const cards = new Map();
const find = (id) => document.getElementById(id);

let token = tokenOfLink() || sessionStorage.getItem('token') || '';
let messageTimer;

// The token stays out of the address bar, the history and the server's log.
function tokenOfLink() {
  const given = new URLSearchParams(location.hash.slice(1)).get('token');
  if (given) {
    sessionStorage.setItem('token', given);
    history.replaceState(null, '', location.pathname);
  }
  return given;
}

function state(text) {
  find('state').textContent = text;
}

function complain(text) {
  find('message').textContent = text;
  find('message').hidden = false;
  clearTimeout(messageTimer);
  messageTimer = setTimeout(() => { find('message').hidden = true; }, 6000);
}

async function call(method, path, body) {
  const response = await fetch(api + path, {
    method,
    headers: { Authorization: 'Bearer ' + token },
    body: body === undefined ? undefined : JSON.stringify(body),
  });
  if (!response.ok) {
    const answer = await response.json().catch(() => ({}));
    throw new Error(answer.error ? answer.error.message : 'the gateway answered ' + response.status);
  }
  return response.status === 204 ? {} : response.json();
}

const update = (id, href, body) => call('POST', '/devices/' + id + '/resources' + href, body);

// ---- the stream

async function listen() {
  let pause = 500;
  for (;;) {
    try {
      const response = await fetch(api + '/events', { headers: { Authorization: 'Bearer ' + token } });
      if (response.status === 401) {
        askForToken();
        return;
      }
      if (!response.ok) {
        throw new Error();
      }
      pause = 500;
      await read(response.body);
    } catch {
      // the gateway is away; the next attempt tells
    }
    state('The gateway does not answer; trying again');
    await new Promise((resume) => setTimeout(resume, pause));
    pause = Math.min(pause * 2, 8000);
  }
}

async function read(body) {
  const reader = body.pipeThrough(new TextDecoderStream()).getReader();
  const before = new Set(devices.keys());
  let rest = '';
  for (;;) {
    const { done, value } = await reader.read();
    if (done) {
      return;
    }
    rest += value;
    const events = rest.split('\n\n');
    rest = events.pop();
    for (const event of events) {
      const name = /^event: (.*)$/m.exec(event);
      const data = /^data: (.*)$/m.exec(event);
      if (name && data) {
        take(name[1], JSON.parse(data[1]), before);
      }
    }
  }
}

function take(name, data, before) {
  const device = devices.get(data.id);
  if (name === 'device') {
    before.delete(data.id);
    devices.set(data.id, { ...data, resources: new Map(data.resources.map((one) => [one.href, one])) });
  } else if (name === 'ready') {
    before.forEach(drop);
    before.clear();
  } else if (name === 'removed') {
    drop(data.id);
  } else if (!device) {
    return;
  } else if (name === 'presence') {
    device.online = data.online;
    device.since = data.since;
  } else if (name === 'published') {
    data.resources.forEach((one) => device.resources.set(one.href, one));
    const itself = device.resources.get('/oic/d');
    device.types = itself ? itself.types.filter((type) => type !== 'oic.wk.d') : device.types;
  } else if (name === 'unpublished') {
    data.hrefs.forEach((href) => forget(device, href, 'published'));
  } else if (name === 'gone') {
    forget(device, data.href, 'content');
  } else if (name === 'changed') {
    device.resources.set(data.resource.href, data.resource);
    if (data.resource.href === '/oic/d' && data.resource.content) {
      device.name = data.resource.content.n || '';
    }
    fresh(data.id, data.resource.href);
  }
  show(data.id);
  summarise();
}

function forget(device, href, part) {
  const resource = device.resources.get(href);
  if (!resource) {
    return;
  }
  if (part === 'published') {
    resource.published = false;
  } else {
    delete resource.content;
  }
  if (!resource.published && resource.content === undefined) {
    device.resources.delete(href);
  }
}

function drop(id) {
  devices.delete(id);
  const card = cards.get(id);
  if (card) {
    card.remove();
    cards.delete(id);
  }
}

function summarise() {
  const online = [...devices.values()].filter((device) => device.online).length;
  find('empty').hidden = devices.size > 0;
  state(devices.size + (devices.size === 1 ? ' device, ' : ' devices, ') + online + ' online');
}

// ---- the picture

function make(id) {
  return find(id).content.firstElementChild.cloneNode(true);
}

function show(id) {
  const device = devices.get(id);
  if (!device) {
    return;
  }
  let card = cards.get(id);
  if (!card) {
    card = make('device');
    card.dataset.id = id;
    card.addEventListener('click', (event) => act(id, event.target.closest('button')));
    cards.set(id, card);
    find('devices').append(card);
  }
  card.classList.toggle('online', device.online);
  card.querySelector('.name').textContent = device.name || 'Unnamed device';
  card.querySelector('.presence').textContent = device.online ? 'online' : 'offline';
  card.querySelector('.id').textContent = id;
  card.querySelector('.types').textContent = device.types.join(', ');
  for (const button of card.querySelectorAll('[data-do=rename], [data-do=reset]')) {
    button.disabled = !device.online;
  }
  card.querySelector('[data-do=rename]').hidden = !device.resources.has('/oc/con');
  card.querySelector('[data-do=reset]').hidden = !device.resources.has('/oic/mnt');
  showResources(card.querySelector('.resources'), device);
}

function showResources(place, device) {
  const shown = new Map([...place.children].map((child) => [child.dataset.href, child]));
  const hrefs = [...device.resources.keys()].sort(lightsFirst(device));
  hrefs.forEach((href, at) => {
    const resource = device.resources.get(href);
    const part = shown.get(href) || make('resource');
    shown.delete(href);
    part.dataset.href = href;
    part.classList.toggle('unpublished', !resource.published);
    part.querySelector('.href').textContent = href;
    part.querySelector('.kind').textContent = resource.types.join(', ');
    showValues(part.querySelector('.values'), device, resource);
    const changed = part.querySelector('.changed');
    changed.dateTime = resource.changedAt || '';
    changed.textContent = resource.changedAt ? new Date(resource.changedAt).toLocaleTimeString() : '';
    if (place.children[at] !== part) {
      place.insertBefore(part, place.children[at] || null);
    }
  });
  shown.forEach((part) => part.remove());
}

const isPlain = (content) => content !== null && typeof content === 'object' && !Array.isArray(content);
const writable = (resource) => resource.interfaces.some((one) => one === 'oic.if.rw' || one === 'oic.if.a');
const switches = (resource) => writable(resource) && isPlain(resource.content)
  && ['state', 'value'].find((name) => typeof resource.content[name] === 'boolean');

function lightsFirst(device) {
  const rank = (href) => (switches(device.resources.get(href)) ? 0 : /^\/(oic|oc|plgd|x\.plgd)/.test(href) ? 2 : 1);
  return (one, other) => rank(one) - rank(other) || one.localeCompare(other);
}

function showValues(list, device, resource) {
  const content = resource.content;
  const entries = content === undefined ? [] : isPlain(content) ? Object.entries(content) : [['', content]];
  const rows = entries.filter(([name]) => name !== 'rt' && name !== 'if').map(([name, value]) => [name, value]);
  const text = JSON.stringify([rows, switches(resource) || '', device.online]);
  if (list.dataset.shows === text) {
    return;
  }
  list.dataset.shows = text;
  const focused = list.contains(document.activeElement);
  list.replaceChildren();
  for (const [name, value] of rows) {
    const term = document.createElement('dt');
    term.textContent = name;
    const says = document.createElement('dd');
    if (name !== '' && name === switches(resource)) {
      says.append(toggle(device, resource, name, value));
    } else {
      says.textContent = typeof value === 'string' ? value : JSON.stringify(value, null, 1);
    }
    list.append(term, says);
  }
  if (focused && list.querySelector('button')) {
    list.querySelector('button').focus();
  }
}

function toggle(device, resource, name, value) {
  const button = document.createElement('button');
  button.type = 'button';
  button.className = 'switch';
  button.setAttribute('role', 'switch');
  button.setAttribute('aria-checked', String(value));
  button.setAttribute('aria-label', resource.href + ' ' + name);
  button.textContent = value ? 'On' : 'Off';
  button.disabled = !device.online;
  button.dataset.do = 'switch';
  button.dataset.href = resource.href;
  button.dataset.name = name;
  return button;
}

function fresh(id, href) {
  requestAnimationFrame(() => {
    const card = cards.get(id);
    const part = card && [...card.querySelector('.resources').children].find((one) => one.dataset.href === href);
    if (part) {
      part.classList.remove('fresh');
      requestAnimationFrame(() => part.classList.add('fresh'));
    }
  });
}

// ---- what people want

async function act(id, button) {
  if (!button || button.disabled) {
    return;
  }
  const device = devices.get(id);
  const named = device.name || id;
  button.disabled = true;
  try {
    if (button.dataset.do === 'switch') {
      const on = button.getAttribute('aria-checked') === 'true';
      await update(id, button.dataset.href, { [button.dataset.name]: !on });
    } else if (button.dataset.do === 'rename') {
      const name = await ask('New name of ' + named, device.name);
      if (name) {
        await update(id, '/oc/con', { n: name });
      }
    } else if (button.dataset.do === 'reset') {
      if (await ask('Reset ' + named + ' to its factory state? It leaves this cloud and provisions itself again.')) {
        await update(id, '/oic/mnt', { fr: true });
      }
    } else if (button.dataset.do === 'remove') {
      if (await ask('Remove ' + named + '? It is forgotten here and has to be provisioned again.')) {
        await call('DELETE', '/devices/' + id);
      }
    }
  } catch (failure) {
    complain(failure.message);
  } finally {
    button.disabled = false;
    show(id);
  }
}

// Resolves with the text, or true where no text is wanted, or nothing.
function ask(question, text) {
  const dialog = find('ask');
  const wantsText = text !== undefined;
  find('question').textContent = question;
  find('answer').hidden = !wantsText;
  find('answer').required = wantsText;
  find('answer').value = text || '';
  dialog.returnValue = 'no';
  dialog.showModal();
  return new Promise((resolve) => {
    dialog.addEventListener('close', () => {
      const yes = dialog.returnValue === 'yes';
      resolve(yes ? (wantsText ? find('answer').value.trim() : true) : undefined);
    }, { once: true });
  });
}

function askForToken() {
  state('A token is needed');
  find('login').hidden = false;
  find('token').focus();
}

find('login').addEventListener('submit', (event) => {
  event.preventDefault();
  token = find('token').value.trim();
  sessionStorage.setItem('token', token);
  find('token').value = '';
  find('login').hidden = true;
  listen();
});

window.addEventListener('hashchange', () => {
  if (tokenOfLink()) {
    location.reload();
  }
});

if (token) {
  listen();
} else {
  askForToken();
}

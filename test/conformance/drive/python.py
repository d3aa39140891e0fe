"""Starts programs under their real frameworks and calls every route as everybody who may ask.

Runs in a process of its own, and each program in a child of that: reads the same and answers the same as `node.mjs`.
"""

import base64
import hashlib
import hmac
import json
import logging
import os
import re
import signal
import sys
import traceback

SECONDS = 60


def token(user, secret):
    def encoded(value):
        return base64.urlsafe_b64encode(json.dumps(value).encode()).rstrip(b'=')

    text = encoded({'alg': 'HS256', 'typ': 'JWT'}) + b'.' + encoded(user)
    made = hmac.new(secret.encode(), text, hashlib.sha256).digest()
    return (text + b'.' + base64.urlsafe_b64encode(made).rstrip(b'=')).decode()


def callers_of(roles, secret):
    people = [('owner', {'id': 'u1', 'role': 'member'}, 't-u1'), ('other', {'id': 'u2', 'role': 'member'}, 't-u2')]
    people += [(role, {'id': f'x-{role}', 'role': role}, f't-{role}') for role in roles]
    signed = {name: [key, token(user, secret)] for name, user, key in people}
    return {'nobody': [None], 'forged': ['nonsense'], **signed}


def start_flask(folder):
    import app

    def send(method, url, headers):
        answer = app.application.test_client().open(url, method=method, headers=headers)
        return answer.status_code, answer.get_data(as_text=True)

    return send


def start_fastapi(folder):
    from starlette.testclient import TestClient

    import app

    client = TestClient(app.application, raise_server_exceptions=False, follow_redirects=False)

    def send(method, url, headers):
        answer = client.request(method, url, headers=headers)
        return answer.status_code, answer.text

    return send


def start_django(folder):
    os.environ['DJANGO_SETTINGS_MODULE'] = 'settings'
    import django

    django.setup()
    from django.test import Client

    client = Client(raise_request_exception=False)

    def send(method, url, headers):
        answer = client.generic(method, url, headers=headers)
        return answer.status_code, answer.content.decode()

    return send


STARTERS = {'flask': start_flask, 'fastapi': start_fastapi, 'django': start_django, 'drf': start_django}


def ask(send, call, key):
    url = re.sub(r':\w+', '1', call['path']) + '?as=u1'
    headers = {} if key is None else {'Authorization': f'Bearer {key}'}
    status, text = send(call['method'], url, headers)
    mark = re.search(r'"mark":\s*"(m\d+)"', text) if status < 300 else None
    return mark.group(1) if mark else status


def ask_as(send, call, keys):
    answers = [ask(send, call, key) for key in keys]
    return next((one for one in answers if isinstance(one, str)), answers[0])


def run(framework, secret, program):
    sys.path.insert(0, program['folder'])
    os.chdir(program['folder'])
    logging.disable(logging.CRITICAL)
    send = STARTERS[framework](program['folder'])
    callers = callers_of(program['roles'], secret)
    return [
        {**call, 'got': {name: ask_as(send, call, keys) for name, keys in callers.items()}} for call in program['calls']
    ]


def run_in_child(framework, secret, program):
    reading, writing = os.pipe()
    child = os.fork()
    if child == 0:
        signal.alarm(SECONDS)
        os.close(reading)
        os.dup2(2, 1)
        line = {'folder': program['folder']}
        try:
            line['calls'] = run(framework, secret, program)
        except BaseException:
            line['error'] = traceback.format_exc()[-600:]
        with os.fdopen(writing, 'w') as out:
            out.write(json.dumps(line))
        os._exit(0)
    os.close(writing)
    with os.fdopen(reading) as answer:
        text = answer.read()
    os.waitpid(child, 0)
    return text or json.dumps({'folder': program['folder'], 'error': 'It ended without an answer.'})


PRELOADED = {
    'flask': ['flask', 'jwt', 'werkzeug.test'],
    'fastapi': ['fastapi', 'jwt', 'starlette.testclient'],
    'django': ['django', 'django.test', 'jwt'],
    'drf': ['django', 'django.test', 'jwt'],
}


def main():
    asked = json.load(sys.stdin)
    for name in PRELOADED[asked['framework']]:
        __import__(name)
    for program in asked['programs']:
        line = run_in_child(asked['framework'], asked['secret'], program)
        sys.stdout.write('\x1e' + line + '\n')
        sys.stdout.flush()


main()

/** Small applications of several languages and kinds of files: what holds for them must hold for their twins. */
export const PROGRAMS: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  express: {
    'package.json':
      '{\n  "name": "shop",\n  "scripts": {\n    "audit": "npm audit"\n  },\n  "dependencies": {\n    "express": "^4.0.0"\n  }\n}\n',
    'yarn.lock': '"express@^4.0.0":\n  version "4.18.2"\n\n"qs@6":\n  version "6.11.0"\n',
    'app.js':
      "// The shop\nconst express = require('express');\nconst { exec } = require('child_process');\nconst db = require('./db');\nconst app = express();\nconst banner = `\n  Welcome\n  to the shop\n`;\napp.get('/ping', (req, res) => {\n  exec('ping ' + req.query.host, () => {\n    res.send(banner);\n  });\n});\napp.post('/items/:id', async (req, res) => {\n  const rows = await db.query(`\n    SELECT *\n    FROM items\n    WHERE id = ${req.params.id}\n  `);\n  res.send('<h1>' + req.body.title + '</h1>');\n});\napp.listen(3000);\n",
    'db.js':
      "const mysql = require('mysql');\nconst key = `-----BEGIN RSA PRIVATE KEY-----\nMIIEpAIBAAKCAQEA7bq98sAyT2ReGkVWqkVkXbYk1Nn1dQ8YcEo0ZrV4pV3Uu4xJ\n-----END RSA PRIVATE KEY-----`;\nconst pool = mysql.createPool({ host: 'db', password: 'Tr0ub4dor&3' });\nexports.query = (sql) => new Promise((resolve) => pool.query(sql, (e, rows) => resolve(rows)));\nexports.key = key;\n",
    '.env': 'DB_PASSWORD=Tr0ub4dor&3\n# a comment\nJWT_SECRET="correct horse battery staple"\n',
    Dockerfile: 'FROM node:20\nCOPY . .\nUSER root\nCMD ["node", "app.js"]\n',
    'views/index.ejs': '<html>\n  <body>\n    <%- title %>\n    <%= name %>\n  </body>\n</html>\n',
  },
  flask: {
    'requirements.txt': 'flask==2.0.0\nrequests>=2 \\\n  ; python_version > "3.6"\n-r more.txt\n',
    'more.txt': 'pyyaml\n',
    'pyproject.toml': '[project]\nname = "shop"\ndependencies = [\n  "flask==2.0.0",\n]\n',
    'app.py':
      'import os, subprocess, sqlite3, yaml\nfrom flask import Flask, request, render_template_string\n\napp = Flask(__name__)\napp.secret_key = "s3cr3t-s3cr3t-s3cr3t"\n\nQUERY = """\nSELECT *\nFROM users\nWHERE name = \'%s\'\n"""\n\n\n@app.route("/run", methods=["POST"])\ndef run():\n    """Runs\n    a command."""\n    command = request.form["command"]\n    return subprocess.check_output(command, shell=True)\n\n\n@app.route("/user")\ndef user():\n    connection = sqlite3.connect("x.db")\n    cursor = connection.cursor()\n    cursor.execute(QUERY % request.args["name"])\n    return render_template_string("<p>" + request.args["name"] + "</p>")\n\n\n@app.route("/load", methods=["POST"])\ndef load():\n    return str(yaml.load(request.data, Loader=yaml.Loader))\n\n\nif __name__ == "__main__":\n    app.run(debug=True)\n',
    'templates/page.html': '<html>\n<body>\n{{ body | safe }}\n</body>\n</html>\n',
  },
  typescript: {
    'package.json': '{ "name": "api", "dependencies": { "@nestjs/common": "10.0.0", "typeorm": "0.3.0" } }\n',
    'tsconfig.json': '{\n  // paths\n  "compilerOptions": { "baseUrl": ".", "paths": { "@app/*": ["src/*"] } }\n}\n',
    'src/users.controller.ts':
      "import { Body, Controller, Get, Param, Post, Query, UseGuards } from '@nestjs/common';\nimport { execSync } from 'node:child_process';\nimport { UsersService } from '@app/users.service';\nimport { AuthGuard } from './auth.guard';\n\n@Controller('users')\nexport class UsersController {\n  constructor(private readonly users: UsersService) {}\n\n  @Get(':name')\n  find(@Param('name') name: string) {\n    return this.users.lookUp(name);\n  }\n\n  @Get('logs')\n  logs(@Query('name') name: string) {\n    return execSync(`grep\n ${name} users.txt`);\n  }\n\n  @UseGuards(AuthGuard)\n  @Post()\n  create(@Body() body: { name: string }) {\n    return this.users.create(body);\n  }\n}\n",
    'src/users.service.ts':
      "import { Injectable } from '@nestjs/common';\nimport { DataSource } from 'typeorm';\nimport { execSync } from 'node:child_process';\n\n@Injectable()\nexport class UsersService {\n  constructor(private readonly source: DataSource) {}\n\n  lookUp(name: string) {\n    execSync(`grep\n ${name} users.txt`);\n    return this.source.query(\n      `SELECT * FROM users\n       WHERE name = '${name}'`,\n    );\n  }\n\n  create(body: { name: string }) {\n    return this.source.query('INSERT INTO users VALUES ($1)', [body.name]);\n  }\n}\n",
    'src/auth.guard.ts':
      "import { CanActivate, ExecutionContext, Injectable } from '@nestjs/common';\nimport { verify } from 'jsonwebtoken';\n\n@Injectable()\nexport class AuthGuard implements CanActivate {\n  canActivate(context: ExecutionContext): boolean {\n    const request = context.switchToHttp().getRequest();\n    request.user = verify(request.headers.authorization, 'a-secret-of-the-application');\n    return true;\n  }\n}\n",
    'src/Page.vue':
      '<template>\n  <div v-html="text"></div>\n</template>\n\n<script>\nexport default {\n  data() {\n    return { text: decodeURIComponent(location.hash) };\n  },\n};\n</script>\n',
  },
};

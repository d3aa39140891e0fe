/** How bodies are read: by the library that was told to. */
export interface BodyParser {
  path: RegExp;
  reads: readonly ('json' | 'form' | 'multipart')[];
}

export const BODY_PARSERS: readonly BodyParser[] = [
  { path: /^(?:express\.json|body-parser\.json|co-body\.json)$/, reads: ['json'] },
  { path: /^(?:express\.urlencoded|body-parser\.urlencoded|co-body\.form)$/, reads: ['form'] },
  { path: /^@fastify\/formbody\b/, reads: ['form', 'json'] },
  { path: /^(?:body-parser|koa-bodyparser|@koa\/bodyparser|koa-body)(?:\.default)?$/, reads: ['json', 'form'] },
  { path: /^(?:express-fileupload|multer|formidable|busboy|multiparty|@fastify\/multipart)\b/, reads: ['multipart'] },
];

/** Frameworks by the module that is imported. */
export const FRAMEWORK_MODULES: readonly [string, RegExp][] = [
  ['express', /^express$/], ['koa', /^(koa|koa-router|@koa\/router)$/], ['fastify', /^fastify$/], ['nest', /^@nestjs\/(core|common)$/], ['next', /^next(\/|$)/], ['hapi', /^(@hapi\/)?hapi$/], ['restify', /^restify$/],
  ['connect', /^connect$/], ['hono', /^hono$/], ['socket.io', /^socket\.io$/], ['apollo', /^(@apollo\/server|apollo-server)/], ['graphql', /^(graphql|graphene|strawberry|ariadne)(\/|$|\.)/],
  ['react', /^react$/], ['vue', /^vue$/], ['angular', /^@angular\/core$/], ['svelte', /^svelte(\/|$)/], ['nuxt', /^nuxt/], ['electron', /^electron$/],
  ['flask', /^flask(\.|$)/], ['flask-restful', /^flask_rest(ful|x|plus)/], ['django', /^django(\.|$)/], ['django-rest-framework', /^rest_framework(\.|$)/], ['wagtail', /^wagtail(\.|$)/], ['fastapi', /^fastapi(\.|$)/],
  ['starlette', /^starlette(\.|$)/], ['aiohttp', /^aiohttp(\.web)?$/], ['tornado', /^tornado(\.|$)/], ['pyramid', /^pyramid(\.|$)/], ['bottle', /^bottle$/], ['sanic', /^sanic(\.|$)/], ['celery', /^celery(\.|$)/],
  ['mongoose', /^mongoose$/], ['sequelize', /^sequelize(-typescript)?$/], ['typeorm', /^typeorm$/], ['prisma', /^@prisma\/client$/], ['knex', /^knex$/], ['sqlalchemy', /^(sqlalchemy|flask_sqlalchemy)(\.|$)/], ['sqlmodel', /^sqlmodel$/],
  ['passport', /^passport$/], ['click', /^click$/], ['commander', /^commander$/],
];

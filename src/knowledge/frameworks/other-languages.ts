/**
 * Web frameworks of languages the analysis does not read, by what their manifests say. Patterns are tried line by line.
 */
export interface ForeignFrameworks {
  manifest: RegExp;
  frameworks: readonly (readonly [name: string, line: RegExp])[];
}

const gem = (name: string): RegExp =>
  new RegExp(`^\\s*(?:gem|spec\\.add_(?:runtime_)?dependency)[\\s(]+["']${name}["']`);
const quoted = (name: string): RegExp => new RegExp(`["']${name}["']`);
const JVM: ForeignFrameworks['frameworks'] = [
  [
    'spring',
    /spring-boot-starter-web(?:flux|-services)?|spring-webmvc|spring-boot-starter\b|org\.springframework\.boot/,
  ],
  ['quarkus', /\bio\.quarkus\b/],
  ['micronaut', /\bio\.micronaut\b/],
  ['dropwizard', /\bdropwizard-core\b/],
  ['servlets', /(?:javax|jakarta)\.servlet|servlet-api|jakartaee-api|javaee-api/],
  ['jax-rs', /\bjersey-|resteasy|jakarta\.ws\.rs|javax\.ws\.rs/],
  ['vert.x', /\bvertx-web\b/],
  ['ktor', /\bktor-server/],
  ['javalin', /\bjavalin\b/],
  ['spark', /\bcom\.sparkjava\b/],
  ['struts', /\bstruts2?-core\b/],
  ['grails', /\bgrails\b/],
  ['http4k', /\bhttp4k\b/],
  ['play', /com\.typesafe\.play|org\.playframework|play-java|sbt-plugin/],
  ['helidon', /\bhelidon-webserver\b/],
  ['vaadin', /\bvaadin\b/],
  ['grpc', /\bgrpc-netty|grpc-server\b/],
];

export const FOREIGN_FRAMEWORKS: readonly ForeignFrameworks[] = [
  {
    manifest: /^(?:Gemfile|gems\.rb)$|\.gemspec$/,
    frameworks: [
      ['rails', gem('(?:rails|railties|actionpack)')],
      ['sinatra', gem('sinatra')],
      ['grape', gem('grape')],
      ['hanami', gem('hanami(?:-router)?')],
      ['roda', gem('roda')],
      ['padrino', gem('padrino')],
      ['rack', gem('(?:rack|puma|unicorn)')],
    ],
  },
  {
    manifest: /^composer\.json$/,
    frameworks: [
      ['laravel', quoted('(?:laravel|illuminate)/[\\w-]+')],
      ['symfony', quoted('symfony/(?:framework-bundle|http-kernel|symfony|routing)')],
      ['slim', quoted('slim/slim')],
      ['cakephp', quoted('cakephp/cakephp')],
      ['yii', quoted('yiisoft/[\\w-]+')],
      ['codeigniter', quoted('codeigniter4?/\\w+')],
      ['laminas', quoted('(?:laminas|zendframework|mezzio)/[\\w-]+')],
      ['drupal', quoted('drupal/core[\\w-]*')],
      ['wordpress', quoted('(?:johnpbloch|roots)/wordpress')],
      ['lumen', quoted('laravel/lumen-framework')],
      ['phalcon', /ext-phalcon/],
      ['hyperf', quoted('hyperf/[\\w-]+')],
    ],
  },
  {
    manifest: /^(?:pom\.xml|build\.gradle(?:\.kts)?|libs\.versions\.toml|build\.sbt|plugins\.sbt)$/,
    frameworks: [
      ...JVM,
      ['akka-http', /akka-http|pekko-http/],
      ['http4s', /http4s/],
      ['zio-http', /zio-http/],
      ['scalatra', /scalatra/],
    ],
  },
  {
    manifest: /^go\.mod$/,
    frameworks: [
      ['gin', /gin-gonic\/gin\b/],
      ['echo', /labstack\/echo\b/],
      ['fiber', /gofiber\/fiber\b/],
      ['chi', /go-chi\/chi\b/],
      ['gorilla', /gorilla\/mux\b/],
      ['beego', /beego\/beego|astaxie\/beego/],
      ['buffalo', /gobuffalo\/buffalo\b/],
      ['iris', /kataras\/iris\b/],
      ['revel', /revel\/revel\b/],
      ['httprouter', /julienschmidt\/httprouter\b/],
      ['hertz', /cloudwego\/hertz\b/],
      ['go-zero', /zeromicro\/go-zero\b/],
      ['kratos', /go-kratos\/kratos\b/],
      ['fasthttp', /valyala\/fasthttp\b/],
      ['grpc', /google\.golang\.org\/grpc\b/],
      ['connect-rpc', /connectrpc\.com\/connect\b/],
      ['huma', /danielgtaylor\/huma\b/],
      ['goa', /goa\.design\/goa\b/],
    ],
  },
  {
    manifest: /^Cargo\.toml$/,
    frameworks: [
      'actix-web',
      'axum',
      'rocket',
      'warp',
      'tide',
      'poem',
      'salvo',
      'tonic',
      'hyper',
      'gotham',
      'loco-rs',
      'leptos',
      'dioxus',
      'ntex',
      'thruster',
      'viz',
      'pavex',
    ].map(
      (name) => [name, new RegExp(`^\\s*${name}\\s*(?:=|\\.)|^\\[(?:workspace\\.)?dependencies\\.${name}\\]`)] as const,
    ),
  },
  {
    manifest: /\.(?:cs|fs|vb)proj$|^packages\.config$|^Directory\.Packages\.props$/,
    frameworks: [
      ['asp.net', /Microsoft\.NET\.Sdk\.Web|Microsoft\.AspNet(?:Core)?\b|System\.Web\.(?:Mvc|Http)/],
      ['nancy', /"Nancy\b/],
      ['servicestack', /"ServiceStack\b/],
      ['giraffe', /"Giraffe\b/],
      ['fastendpoints', /"FastEndpoints\b/],
      ['grpc', /"Grpc\.AspNetCore\b/],
    ],
  },
  {
    manifest: /^mix\.exs$/,
    frameworks: [
      ['phoenix', /:phoenix\b/],
      ['plug', /:(?:plug_cowboy|bandit|plug)\b/],
    ],
  },
  {
    manifest: /^rebar\.config$/,
    frameworks: [
      ['cowboy', /\bcowboy\b/],
      ['elli', /\belli\b/],
    ],
  },
  {
    manifest: /^pubspec\.yaml$/,
    frameworks: [
      ['shelf', /^\s+shelf(?:_router)?:/],
      ['dart_frog', /^\s+dart_frog:/],
      ['serverpod', /^\s+serverpod:/],
      ['conduit', /^\s+conduit:/],
    ],
  },
  {
    manifest: /^(?:project\.clj|deps\.edn|shadow-cljs\.edn)$/,
    frameworks: [
      ['ring', /\bring\/ring/],
      ['compojure', /\bcompojure\b/],
      ['pedestal', /\bpedestal\b/],
      ['reitit', /\breitit\b/],
      ['luminus', /\bluminus\b/],
    ],
  },
  {
    manifest: /^(?:package\.yaml|stack\.yaml)$|\.cabal$/,
    frameworks: [
      ['servant', /\bservant-server\b|\bservant\b/],
      ['yesod', /\byesod\b/],
      ['scotty', /\bscotty\b/],
      ['ihp', /\bihp\b/],
    ],
  },
  {
    manifest: /^Package\.swift$/,
    frameworks: [
      ['vapor', /vapor\/vapor|"Vapor"/],
      ['hummingbird', /hummingbird/],
      ['kitura', /Kitura/],
    ],
  },
  {
    manifest: /^shard\.yml$/,
    frameworks: [
      ['kemal', /^\s+kemal:/],
      ['amber', /^\s+amber:/],
      ['lucky', /^\s+lucky:/],
    ],
  },
  {
    manifest: /^(?:cpanfile|Makefile\.PL|Build\.PL)$/,
    frameworks: [
      ['mojolicious', /Mojolicious/],
      ['dancer', /Dancer2?\b/],
      ['catalyst', /Catalyst(?:::Runtime)?/],
    ],
  },
  {
    manifest: /\.(?:nimble|rockspec)$/,
    frameworks: [
      ['jester', /\bjester\b/],
      ['prologue', /\bprologue\b/],
      ['lapis', /\blapis\b/],
    ],
  },
  {
    manifest: /^gleam\.toml$/,
    frameworks: [
      ['wisp', /^wisp\b/],
      ['mist', /^mist\b/],
    ],
  },
];

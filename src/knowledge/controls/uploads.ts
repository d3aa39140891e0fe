/** What programs look at when they take files, by the names in their code. */
export interface UploadSign {
  aspect: 'type' | 'size' | 'name';
  /** Names that decide when they stand in a condition. */
  asked: RegExp;
  /** Names that decide by being set, passed or called. */
  set: RegExp;
}

export const UPLOAD_SIGNS: readonly UploadSign[] = [
  {
    aspect: 'type',
    asked:
      /^(?:mimetype|mime_?type|content_?type|extname|ext|extension|file_?ext\w*|splitext|endswith|endsWith|allowed_?ext\w*|allowed_?(?:file|type|mime)\w*|magic\w*|from_buffer|fileTypeFromBuffer)$/i,
    set: /^(?:file_?filter|FileExtensionValidator|imghdr|allowed_?file|FileAllowed|fileTypeFromBuffer|FileTypeValidator)$/i,
  },
  {
    aspect: 'size',
    asked: /^(?:size|file_?size|content_?length|max_?size|max_?file_?size)$/i,
    set: /^(?:limits|file_?size|max_?file_?size|max_?size|MAX_CONTENT_LENGTH|DATA_UPLOAD_MAX\w*|FILE_UPLOAD_MAX\w*|MaxFileSizeValidator)$/i,
  },
  {
    aspect: 'name',
    asked: /^(?:basename|secure_filename)$/i,
    set: /^(?:secure_filename|uuid\w*|randomUUID|randomBytes|nanoid|basename|sanitize\w*|hashlib|sha\d+|md5|hexdigest|createHash|memoryStorage|dest|tempfile|NamedTemporaryFile|mkstemp|token_hex|token_urlsafe)$/i,
  },
];
/** Libraries' calls that open a file as what it is to be, by the last two names. */
export const OPENS_AS_TYPE = /(?:^|\.)(?:Image\.open|imghdr\.what|magic\.\w+|filetype\.guess)$/;

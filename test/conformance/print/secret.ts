/** Signs the tokens of programs; whoever asks them has it too. */
export const SECRET = 'conformance-conformance-conformance';

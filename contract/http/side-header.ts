/** Which side a request acts as, `visitor` or `agent`: one browser may be both. */
export const SIDE_HEADER = 'Porchlight-Side'

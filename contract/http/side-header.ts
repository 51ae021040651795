/** Says on which side a request speaks, `visitor` or `agent`: one browser may be both. */
export const SIDE_HEADER = 'Porchlight-Side'

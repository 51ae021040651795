import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { ApiError, NetworkError } from '@/client/api/api-error'
import { READ_DEBOUNCE_MS, RETRY_LONGEST_MS } from '@/client/constants'
import { ReadMarker } from './read-marker'

beforeEach(() => {
  vi.useFakeTimers()
})
afterEach(() => {
  vi.useRealTimers()
})

describe('ReadMarker', () => {
  it('sends only the newest position, however often it is marked', async () => {
    const put = vi.fn(async () => {})
    const marker = new ReadMarker(put)

    for (const sequence of [1, 3, 2]) marker.mark(sequence)
    await vi.advanceTimersByTimeAsync(READ_DEBOUNCE_MS)

    expect(put.mock.calls).toEqual([[3]])
  })

  it('retries until there is a response', async () => {
    const put = vi.fn(async () => {})
    put.mockRejectedValueOnce(new NetworkError()).mockRejectedValueOnce(new NetworkError())
    const marker = new ReadMarker(put)

    marker.mark(3)
    await vi.advanceTimersByTimeAsync(3 * RETRY_LONGEST_MS)

    expect(put.mock.calls).toEqual([[3], [3], [3]])
  })

  it('gives up if the conversation is gone, and when it is stopped', async () => {
    const gone = {
      status: 404,
      code: 'not_found',
      param: null,
      requestId: '',
      retryAfterSeconds: null,
    } as const
    const put = vi.fn().mockRejectedValueOnce(new ApiError({ ...gone, message: '' }))
    const marker = new ReadMarker(put)
    marker.mark(3)
    await vi.advanceTimersByTimeAsync(3 * RETRY_LONGEST_MS)
    expect(put).toHaveBeenCalledTimes(1)

    put.mockRejectedValue(new NetworkError())
    marker.mark(4)
    await vi.advanceTimersByTimeAsync(READ_DEBOUNCE_MS)
    marker.stop()
    await vi.advanceTimersByTimeAsync(3 * RETRY_LONGEST_MS)
    expect(put).toHaveBeenCalledTimes(2)
  })
})

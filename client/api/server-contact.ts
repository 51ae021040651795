import { ApiError } from './api-error'

/** Remembers whether the last response came from Porchlight. Error responses count. */
export class ServerContact {
  #wasOurs = false

  get lastAnswerWasOurs(): boolean {
    return this.#wasOurs
  }

  async note<Answer>(asked: Promise<Answer>): Promise<Answer> {
    try {
      const answer = await asked
      this.#wasOurs = true
      return answer
    } catch (error) {
      this.#wasOurs = error instanceof ApiError
      throw error
    }
  }
}

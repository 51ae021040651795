import { ApiError } from './api-error'

/** Remembers whether it was Porchlight that answered last, also with a refusal. */
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

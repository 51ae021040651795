import { expect, it } from 'vitest'
import { matchScore } from './match-score'

it.each([
  ['', ['Close the conversation'], 1],
  ['clo', ['Close the conversation'], 1],
  ['conv', ['Close the conversation'], 0.8],
  ['conv close', ['Close the conversation'], 0.8],
  ['sation', ['Close the conversation'], 0.4],
  ['muller', ['Jörg Müller'], 0.8],
  ['müller', ['Jorg Muller'], 0.8],
  ['shop', ['Vera', 'vera@shop.example'], 0.8],
  ['close bread', ['Close the conversation'], 0],
  ['victor', ['Change the visitor’s name', 'Close the conversation'], 0],
])('“%s” in %j: %d', (query, texts, score) => {
  expect(matchScore(query, texts)).toBe(score)
})

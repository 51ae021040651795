export { alertTitle } from '@/client/visitor/title-alert'
export { greet } from './greeting'

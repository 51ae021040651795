'use client'

import { useState } from 'react'
import type { AccountProblem, accountOf } from '@/client/desk/account'
import { AccountForm, type FormProblem } from '@/components/agent/account-form'
import controls from '@/components/agent/controls.module.css'
import { PasswordField } from '@/components/agent/password-field'
import { QrPicture } from '@/components/agent/qr-picture'
import { TextField } from '@/components/agent/text-field'
import type { TwoFactorSetup } from '@/contract/account'
import { RecoveryCodes } from './recovery-codes'
import styles from './two-factor.module.css'

type Values = Readonly<Record<string, string>>

type TwoFactorProps = {
  isOn: boolean
  account: ReturnType<typeof accountOf>
  explain: (problem: AccountProblem) => FormProblem
  onChanged: (isOn: boolean) => void
}

/** Whether signing in also takes a code, and the way to turn that on or off. */
export function TwoFactor({ isOn, account, explain, onChanged }: TwoFactorProps) {
  const [step, setStep] = useState<'idle' | 'password' | TwoFactorSetup>('idle')
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null)

  async function begin({ currentPassword = '' }: Values): Promise<FormProblem | null> {
    if (currentPassword === '') return missingPassword
    const { value, problem } = await account.beginTwoFactor(currentPassword)
    if (problem !== null) return explain(problem)
    setStep(value)
    return null
  }

  async function confirm({ code = '' }: Values): Promise<FormProblem | null> {
    if (code.trim() === '') return { fields: { code: 'Enter the code that the app shows.' }, form: null }
    const { value, problem } = await account.confirmTwoFactor(code.trim())
    if (problem?.code === 'wrong_code' || problem?.code === 'validation_failed')
      return { fields: { code: 'This is not the code that the app shows now.' }, form: null }
    if (problem !== null) return explain(problem)
    setRecoveryCodes(value.recoveryCodes)
    setStep('idle')
    onChanged(true)
    return null
  }

  async function turnOff({ currentPassword = '' }: Values): Promise<FormProblem | null> {
    if (currentPassword === '') return missingPassword
    const { problem } = await account.turnOffTwoFactor(currentPassword)
    if (problem !== null) return explain(problem)
    setStep('idle')
    onChanged(false)
    return null
  }

  return (
    <section aria-labelledby="two-factor">
      <h2 id="two-factor">Two-factor sign-in</h2>
      <p>
        {isOn
          ? 'It is on: signing in takes your password and a code of your authenticator app.'
          : 'It is off. With it, somebody who learns your password still cannot sign in without your phone.'}
      </p>
      {recoveryCodes !== null && (
        <RecoveryCodes codes={recoveryCodes} onDone={() => setRecoveryCodes(null)} />
      )}
      {recoveryCodes === null && step === 'idle' && (
        <button type="button" className={controls.secondary} onClick={() => setStep('password')}>
          {isOn ? 'Turn off two-factor sign-in…' : 'Set up two-factor sign-in…'}
        </button>
      )}
      {step === 'password' && (
        <AccountForm
          key="password"
          submitLabel={isOn ? 'Turn off' : 'Continue'}
          busyLabel="Checking…"
          onSubmit={isOn ? turnOff : begin}
        >
          {(errorOf) => (
            <PasswordField
              name="currentPassword"
              label={isOn ? 'Your password, to turn it off' : 'Your password, to set it up'}
              autoComplete="current-password"
              error={errorOf('currentPassword')}
            />
          )}
        </AccountForm>
      )}
      {typeof step === 'object' && (
        <>
          <p>Scan this with an authenticator app, or type the key into it.</p>
          <QrPicture text={step.uri} label="QR code for your authenticator app" size={216} />
          <p className={styles.key} dir="ltr">
            <code>{step.key.replace(/.{4}(?=.)/g, '$& ')}</code>
          </p>
          <AccountForm key="code" submitLabel="Turn on" busyLabel="Checking…" onSubmit={confirm}>
            {(errorOf) => (
              <TextField
                name="code"
                label="Code"
                inputMode="numeric"
                autoComplete="one-time-code"
                hint="The six digits that the app shows now."
                error={errorOf('code')}
              />
            )}
          </AccountForm>
        </>
      )}
      {step !== 'idle' && (
        <button type="button" className={controls.quiet} onClick={() => setStep('idle')}>
          Cancel
        </button>
      )}
    </section>
  )
}

const missingPassword: FormProblem = { fields: { currentPassword: 'Enter your password.' }, form: null }

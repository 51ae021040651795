'use client'

import { useState } from 'react'
import type { AccountProblem, accountOf } from '@/client/desk/account/account'
import { accountWords } from '@/client/words/settings/account-words'
import { AccountForm, type FormProblem } from '@/components/controls/account-form'
import controls from '@/components/controls/controls.module.css'
import { PasswordField } from '@/components/controls/password-field'
import { QrPicture } from '@/components/controls/qr-picture'
import { TextField } from '@/components/controls/text-field'
import type { TwoFactorSetup } from '@/contract/people/account'
import { RecoveryCodes } from './recovery-codes'
import styles from './two-factor.module.css'

const { t } = accountWords

type Values = Readonly<Record<string, string>>

type TwoFactorProps = {
  isOn: boolean
  account: ReturnType<typeof accountOf>
  explain: (problem: AccountProblem) => FormProblem
  onChanged: (isOn: boolean) => void
  /** Called after the recovery codes were replaced. */
  onRenewed: () => void
}

/** Turns two-factor authentication on or off, and renews its recovery codes. */
export function TwoFactor({ isOn, account, explain, onChanged, onRenewed }: TwoFactorProps) {
  const [step, setStep] = useState<'idle' | 'password' | 'codes' | TwoFactorSetup>('idle')
  const [recoveryCodes, setRecoveryCodes] = useState<readonly string[] | null>(null)

  async function begin({ currentPassword = '' }: Values): Promise<FormProblem | null> {
    if (currentPassword === '') return missingPassword()
    const { value, problem } = await account.beginTwoFactor(currentPassword)
    if (problem !== null) return explain(problem)
    setStep(value)
    return null
  }

  async function confirm({ code = '' }: Values): Promise<FormProblem | null> {
    if (code.trim() === '') return { fields: { code: t('enterAppCode') }, form: null }
    const { value, problem } = await account.confirmTwoFactor(code.trim())
    if (problem?.code === 'wrong_code' || problem?.code === 'validation_failed')
      return { fields: { code: t('wrongAppCode') }, form: null }
    if (problem !== null) return explain(problem)
    setRecoveryCodes(value.recoveryCodes)
    setStep('idle')
    onChanged(true)
    return null
  }

  async function renewCodes({ currentPassword = '' }: Values): Promise<FormProblem | null> {
    if (currentPassword === '') return missingPassword()
    const { value, problem } = await account.renewRecoveryCodes(currentPassword)
    if (problem !== null) return explain(problem)
    setRecoveryCodes(value.recoveryCodes)
    setStep('idle')
    onRenewed()
    return null
  }

  async function turnOff({ currentPassword = '' }: Values): Promise<FormProblem | null> {
    if (currentPassword === '') return missingPassword()
    const { problem } = await account.turnOffTwoFactor(currentPassword)
    if (problem !== null) return explain(problem)
    setStep('idle')
    onChanged(false)
    return null
  }

  return (
    <section aria-labelledby="two-factor">
      <h2 id="two-factor">{t('twoFactor')}</h2>
      <p>{isOn ? t('twoFactorIsOn') : t('twoFactorIsOff')}</p>
      {recoveryCodes !== null && (
        <RecoveryCodes codes={recoveryCodes} onDone={() => setRecoveryCodes(null)} />
      )}
      {recoveryCodes === null && step === 'idle' && (
        <div className={controls.choices}>
          {isOn && (
            <button type="button" className={controls.secondary} onClick={() => setStep('codes')}>
              {t('renewCodes')}
            </button>
          )}
          <button type="button" className={controls.secondary} onClick={() => setStep('password')}>
            {isOn ? t('turnOffMore') : t('setUpMore')}
          </button>
        </div>
      )}
      {step === 'password' && (
        <AccountForm
          key="password"
          submitLabel={isOn ? t('turnOff') : t('continue')}
          busyLabel={t('checking')}
          onSubmit={isOn ? turnOff : begin}
        >
          {(errorOf) => (
            <PasswordField
              name="currentPassword"
              label={isOn ? t('passwordToTurnOff') : t('passwordToSetUp')}
              autoComplete="current-password"
              error={errorOf('currentPassword')}
            />
          )}
        </AccountForm>
      )}
      {step === 'codes' && (
        <>
          <p>{t('renewCodesAbout')}</p>
          <AccountForm
            key="codes"
            submitLabel={t('renewCodesConfirm')}
            busyLabel={t('checking')}
            onSubmit={renewCodes}
          >
            {(errorOf) => (
              <PasswordField
                name="currentPassword"
                label={t('renewCodesPassword')}
                autoComplete="current-password"
                error={errorOf('currentPassword')}
              />
            )}
          </AccountForm>
        </>
      )}
      {typeof step === 'object' && (
        <>
          <p>{t('scan')}</p>
          <QrPicture text={step.uri} label={t('qrCode')} size={216} />
          <p className={styles.key} dir="ltr">
            <code>{step.key.replace(/.{4}(?=.)/g, '$& ')}</code>
          </p>
          <AccountForm key="code" submitLabel={t('turnOn')} busyLabel={t('checking')} onSubmit={confirm}>
            {(errorOf) => (
              <TextField
                name="code"
                label={t('code')}
                inputMode="numeric"
                autoComplete="one-time-code"
                hint={t('appCodeAbout')}
                error={errorOf('code')}
              />
            )}
          </AccountForm>
        </>
      )}
      {step !== 'idle' && (
        <button type="button" className={controls.quiet} onClick={() => setStep('idle')}>
          {t('cancel')}
        </button>
      )}
    </section>
  )
}

function missingPassword(): FormProblem {
  return { fields: { currentPassword: t('enterPassword') }, form: null }
}

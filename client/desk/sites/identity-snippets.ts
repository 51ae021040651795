/*
 * Code with which a site's server vouches for its users. Only the key is inserted; it contains only letters and digits, so no
 * quotes.
 */

/** Code in one language. */
export type IdentitySnippet = { id: string; name: string; uses: string; code: string }

/** Code that signs a token for the signed-in user, in common languages. Reads the secret from the environment. */
export function identitySnippets(key: string): IdentitySnippet[] {
  return [
    {
      id: 'node',
      name: 'Node',
      uses: 'jose',
      code: `import { env } from 'node:process'
import { SignJWT } from 'jose'

const token = await new SignJWT({ email: user.email, name: user.name })
  .setProtectedHeader({ alg: 'HS256' })
  .setSubject(String(user.id))
  .setAudience('${key}')
  .setExpirationTime('5m')
  .sign(new TextEncoder().encode(env.PORCHLIGHT_SECRET))`,
    },
    {
      id: 'php',
      name: 'PHP',
      uses: 'firebase/php-jwt',
      code: `use Firebase\\JWT\\JWT;

$token = JWT::encode([
  'sub' => (string) $user->id, 'aud' => '${key}', 'exp' => time() + 300,
  'email' => $user->email, 'name' => $user->name,
], getenv('PORCHLIGHT_SECRET'), 'HS256');`,
    },
    {
      id: 'python',
      name: 'Python',
      uses: 'PyJWT',
      code: `import os, time, jwt

token = jwt.encode({
    "sub": str(user.id), "aud": "${key}", "exp": int(time.time()) + 300,
    "email": user.email, "name": user.name,
}, os.environ["PORCHLIGHT_SECRET"], algorithm="HS256")`,
    },
    {
      id: 'ruby',
      name: 'Ruby',
      uses: 'the gem jwt',
      code: `require 'jwt'

token = JWT.encode({
  sub: user.id.to_s, aud: '${key}', exp: Time.now.to_i + 300,
  email: user.email, name: user.name
}, ENV.fetch('PORCHLIGHT_SECRET'), 'HS256')`,
    },
  ]
}

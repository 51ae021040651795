import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import './index'
import '@/components/user-chat-box'

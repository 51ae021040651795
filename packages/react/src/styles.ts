import '@/components/styles/tokens.css'
import '@/components/styles/base.css'
import './index'
import '@/components/visitor/user-chat-box'

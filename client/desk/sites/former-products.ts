/*
 * Other products' snippets, changed in one address to load our chat. Inserted values contain no quotes: aliases are letters,
 * digits, `-` and `_`, and hosts come from `URL`.
 */

/** Another product's snippet that loads our chat. */
export type FormerSnippet = {
  id: 'chatwoot' | 'intercom'
  name: string
  /** The product's complete snippet, with the address changed. */
  code: string
}

/** The length of Intercom's app ids. Chatwoot's tokens never have it. */
const APP_ID_LENGTH = 8

/** Both products' snippets for these aliases, with the product's placeholder if there is none. */
export function formerSnippets(host: string, aliases: readonly string[]): FormerSnippet[] {
  const appId = aliases.find(({ length }) => length === APP_ID_LENGTH) ?? 'APP_ID'
  const token = aliases.find(({ length }) => length !== APP_ID_LENGTH) ?? 'WEBSITE_TOKEN'
  const script = `${host}/compat/intercom.js?app_id=`
  return [
    {
      id: 'chatwoot',
      name: 'Chatwoot',
      code: `<script>
  (function(d,t) {
    var BASE_URL="${host}";
    var g=d.createElement(t),s=d.getElementsByTagName(t)[0];
    g.src=BASE_URL+"/packs/js/sdk.js";
    g.async = true;
    s.parentNode.insertBefore(g,s);
    g.onload=function(){
      window.chatwootSDK.run({
        websiteToken: '${token}',
        baseUrl: BASE_URL
      })
    }
  })(document,"script");
</script>`,
    },
    {
      id: 'intercom',
      name: 'Intercom',
      code: `<script>
  window.intercomSettings = {
    api_base: "https://api-iam.intercom.io",
    app_id: "${appId}",
  };
</script>
<script>
  (function(){var w=window;var ic=w.Intercom;if(typeof ic==="function"){ic('reattach_activator');ic('update',w.intercomSettings);}else{var d=document;var i=function(){i.c(arguments);};i.q=[];i.c=function(args){i.q.push(args);};w.Intercom=i;var l=function(){var s=d.createElement('script');s.type='text/javascript';s.async=true;s.src='${script}${appId}';var x=d.getElementsByTagName('script')[0];x.parentNode.insertBefore(s,x);};if(document.readyState==='complete'){l();}else if(w.attachEvent){w.attachEvent('onload',l);}else{w.addEventListener('load',l,false);}}})();
</script>`,
    },
  ]
}

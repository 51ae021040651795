/*
 * Snippets that a site may have from another product, with the one address changed that makes them ours. What varies holds no
 * quote: aliases are letters, digits, `-` and `_`, and a host comes from `URL`.
 */

/** A snippet of another product that brings our chat. */
export type FormerSnippet = {
  id: 'chatwoot' | 'intercom'
  name: string
  /** The whole snippet, as the product gives it out, with that address. */
  code: string
}

/** Each app id of Intercom's has this length, and no token of Chatwoot's. */
const APP_ID_LENGTH = 8

/** The snippets of both products for these aliases, with the product's own placeholder where there is none. */
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

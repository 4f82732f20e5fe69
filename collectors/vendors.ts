// Written by scripts/catalogue-list.mjs from the files in collectors/vendors: do not edit.
// biome-ignore-all assist/source/organizeImports: in the order of the files
import v_37signals from './vendors/37signals.json'
import v_adobe from './vendors/adobe.json'
import v_ai21_labs from './vendors/ai21-labs.json'
import v_airtable from './vendors/airtable.json'
import v_alibaba_cloud from './vendors/alibaba-cloud.json'
import v_amazon_bedrock from './vendors/amazon-bedrock.json'
import v_anthropic from './vendors/anthropic.json'
import v_asana from './vendors/asana.json'
import v_assemblyai from './vendors/assemblyai.json'
import v_atlassian from './vendors/atlassian.json'
import v_azure_openai from './vendors/azure-openai.json'
import v_baseten from './vendors/baseten.json'
import v_bolt from './vendors/bolt.json'
import v_box from './vendors/box.json'
import v_canva from './vendors/canva.json'
import v_cartesia from './vendors/cartesia.json'
import v_cerebras from './vendors/cerebras.json'
import v_cisco_webex from './vendors/cisco-webex.json'
import v_clickup from './vendors/clickup.json'
import v_cohere from './vendors/cohere.json'
import v_copy_ai from './vendors/copy-ai.json'
import v_cursor from './vendors/cursor.json'
import v_databricks from './vendors/databricks.json'
import v_datadog from './vendors/datadog.json'
import v_deepgram from './vendors/deepgram.json'
import v_deepseek from './vendors/deepseek.json'
import v_docusign from './vendors/docusign.json'
import v_dropbox from './vendors/dropbox.json'
import v_elevenlabs from './vendors/elevenlabs.json'
import v_fal from './vendors/fal.json'
import v_figma from './vendors/figma.json'
import v_fireflies_ai from './vendors/fireflies-ai.json'
import v_fireworks_ai from './vendors/fireworks-ai.json'
import v_freshworks from './vendors/freshworks.json'
import v_gainsight from './vendors/gainsight.json'
import v_gamma from './vendors/gamma.json'
import v_github_copilot from './vendors/github-copilot.json'
import v_gitlab_duo from './vendors/gitlab-duo.json'
import v_gong from './vendors/gong.json'
import v_google_cloud_vertex_ai from './vendors/google-cloud-vertex-ai.json'
import v_google_gemini_api from './vendors/google-gemini-api.json'
import v_google_workspace_with_gemini from './vendors/google-workspace-with-gemini.json'
import v_grammarly from './vendors/grammarly.json'
import v_granola from './vendors/granola.json'
import v_groq from './vendors/groq.json'
import v_heygen from './vendors/heygen.json'
import v_hubspot from './vendors/hubspot.json'
import v_hugging_face from './vendors/hugging-face.json'
import v_ibm_watsonx from './vendors/ibm-watsonx.json'
import v_intercom from './vendors/intercom.json'
import v_jasper from './vendors/jasper.json'
import v_jetbrains_ai from './vendors/jetbrains-ai.json'
import v_linear from './vendors/linear.json'
import v_loom from './vendors/loom.json'
import v_lovable from './vendors/lovable.json'
import v_meta_llama from './vendors/meta-llama.json'
import v_microsoft_365_copilot from './vendors/microsoft-365-copilot.json'
import v_midjourney from './vendors/midjourney.json'
import v_minimax from './vendors/minimax.json'
import v_miro from './vendors/miro.json'
import v_mistral_ai from './vendors/mistral-ai.json'
import v_monday_com from './vendors/monday-com.json'
import v_moonshot_ai from './vendors/moonshot-ai.json'
import v_murf from './vendors/murf.json'
import v_notion from './vendors/notion.json'
import v_openai from './vendors/openai.json'
import v_openrouter from './vendors/openrouter.json'
import v_oracle from './vendors/oracle.json'
import v_otter_ai from './vendors/otter-ai.json'
import v_perplexity from './vendors/perplexity.json'
import v_postman from './vendors/postman.json'
import v_replicate from './vendors/replicate.json'
import v_replit from './vendors/replit.json'
import v_salesforce from './vendors/salesforce.json'
import v_sambanova from './vendors/sambanova.json'
import v_sap from './vendors/sap.json'
import v_servicenow from './vendors/servicenow.json'
import v_shopify from './vendors/shopify.json'
import v_slack from './vendors/slack.json'
import v_smartsheet from './vendors/smartsheet.json'
import v_snowflake from './vendors/snowflake.json'
import v_speechify from './vendors/speechify.json'
import v_stability_ai from './vendors/stability-ai.json'
import v_together_ai from './vendors/together-ai.json'
import v_vercel from './vendors/vercel.json'
import v_windsurf from './vendors/windsurf.json'
import v_workday from './vendors/workday.json'
import v_xai from './vendors/xai.json'
import v_z_ai from './vendors/z-ai.json'
import v_zapier from './vendors/zapier.json'
import v_zendesk from './vendors/zendesk.json'
import v_zoom from './vendors/zoom.json'

export const vendorFiles: readonly unknown[] = [
  v_37signals,
  v_adobe,
  v_ai21_labs,
  v_airtable,
  v_alibaba_cloud,
  v_amazon_bedrock,
  v_anthropic,
  v_asana,
  v_assemblyai,
  v_atlassian,
  v_azure_openai,
  v_baseten,
  v_bolt,
  v_box,
  v_canva,
  v_cartesia,
  v_cerebras,
  v_cisco_webex,
  v_clickup,
  v_cohere,
  v_copy_ai,
  v_cursor,
  v_databricks,
  v_datadog,
  v_deepgram,
  v_deepseek,
  v_docusign,
  v_dropbox,
  v_elevenlabs,
  v_fal,
  v_figma,
  v_fireflies_ai,
  v_fireworks_ai,
  v_freshworks,
  v_gainsight,
  v_gamma,
  v_github_copilot,
  v_gitlab_duo,
  v_gong,
  v_google_cloud_vertex_ai,
  v_google_gemini_api,
  v_google_workspace_with_gemini,
  v_grammarly,
  v_granola,
  v_groq,
  v_heygen,
  v_hubspot,
  v_hugging_face,
  v_ibm_watsonx,
  v_intercom,
  v_jasper,
  v_jetbrains_ai,
  v_linear,
  v_loom,
  v_lovable,
  v_meta_llama,
  v_microsoft_365_copilot,
  v_midjourney,
  v_minimax,
  v_miro,
  v_mistral_ai,
  v_monday_com,
  v_moonshot_ai,
  v_murf,
  v_notion,
  v_openai,
  v_openrouter,
  v_oracle,
  v_otter_ai,
  v_perplexity,
  v_postman,
  v_replicate,
  v_replit,
  v_salesforce,
  v_sambanova,
  v_sap,
  v_servicenow,
  v_shopify,
  v_slack,
  v_smartsheet,
  v_snowflake,
  v_speechify,
  v_stability_ai,
  v_together_ai,
  v_vercel,
  v_windsurf,
  v_workday,
  v_xai,
  v_z_ai,
  v_zapier,
  v_zendesk,
  v_zoom,
]

//! Keys recognized by their beginning: the forms that services give their tokens so that they can be found.
//!
//! A form is a fact of its service: what a token begins with, which characters follow and how many. Where the service's own
//! documents do not give the length, it is that of the open rules of gitleaks (config/gitleaks.toml).

use super::{Certainty, Concern, Hit, Kind, placeholder, run_end};

/// Characters that a key is made of.
#[derive(Clone, Copy)]
enum Letters {
    /// Capitals and digits.
    Capitals,
    /// `0-9a-f`
    Hex,
    /// Letters and digits.
    Plain,
    /// Letters, digits, `_`.
    Word,
    /// Letters, digits, `_`, `-`.
    Url,
    /// Letters, digits, `_`, `-`, `.`.
    Dotted,
}

/// The form of the keys of a service.
struct Form {
    /// Their prefix.
    prefix: &'static str,
    /// Number of characters that follow, at least and at most.
    length: (usize, usize),
    letters: Letters,
    what: &'static str,
}

const fn form(
    prefix: &'static str,
    length: (usize, usize),
    letters: Letters,
    what: &'static str,
) -> Form {
    Form {
        prefix,
        length,
        letters,
        what,
    }
}

const AWS: &str = "an AWS access key ID";
const GITHUB: &str = "a GitHub token";
const SLACK: &str = "a Slack token";
const STRIPE: &str = "a Stripe secret key";
const OPENAI: &str = "an OpenAI API key";
const GITLAB: &str = "a GitLab token";

/// Longer beginnings before the shorter ones that they begin with.
static FORMS: [Form; 32] = [
    // docs.aws.amazon.com/IAM/latest/UserGuide/reference_identifiers.html, "Unique ID prefixes"; 20 characters in all.
    form("AKIA", (16, 16), Letters::Capitals, AWS),
    form("ASIA", (16, 16), Letters::Capitals, AWS),
    // github.blog/2021-04-05-behind-githubs-new-authentication-token-formats: 36 characters, up to 255 in all later on.
    form("ghp_", (36, 251), Letters::Plain, GITHUB),
    form("gho_", (36, 251), Letters::Plain, GITHUB),
    form("ghu_", (36, 251), Letters::Plain, GITHUB),
    form("ghs_", (36, 251), Letters::Plain, GITHUB),
    form("ghr_", (36, 251), Letters::Plain, GITHUB),
    // docs.github.com, "About authentication to GitHub", token formats; length by gitleaks.
    form("github_pat_", (82, 82), Letters::Word, GITHUB),
    // docs.gitlab.com/security/tokens, "Token prefixes"; length by gitleaks, and routable ones longer.
    form("glpat-", (20, 300), Letters::Dotted, GITLAB),
    form("gldt-", (20, 300), Letters::Dotted, GITLAB),
    form("glptt-", (40, 300), Letters::Dotted, GITLAB),
    // docs.slack.dev/authentication/tokens: beginnings; length by gitleaks.
    form("xoxb-", (24, 255), Letters::Url, SLACK),
    form("xoxp-", (24, 255), Letters::Url, SLACK),
    form("xoxa-", (24, 255), Letters::Url, SLACK),
    form("xapp-", (24, 255), Letters::Url, SLACK),
    // docs.stripe.com/keys: sk_live_ and rk_live_; those for tests open nothing. Length by gitleaks.
    form("sk_live_", (20, 250), Letters::Plain, STRIPE),
    form("rk_live_", (20, 250), Letters::Plain, STRIPE),
    // docs.stripe.com/webhooks: whsec_; length by observation.
    form("whsec_", (32, 64), Letters::Plain, "a webhook secret"),
    // docs.cloud.google.com/docs/authentication/api-keys: AIza; length by gitleaks.
    form("AIza", (35, 35), Letters::Url, "a Google API key"),
    // Length by observation of the console.
    form(
        "GOCSPX-",
        (28, 28),
        Letters::Url,
        "a Google OAuth client secret",
    ),
    // Anthropic and OpenAI show how their keys begin; lengths by gitleaks.
    form("sk-ant-", (80, 140), Letters::Url, "an Anthropic API key"),
    form("sk-proj-", (40, 250), Letters::Url, OPENAI),
    form("sk-svcacct-", (40, 250), Letters::Url, OPENAI),
    form("sk-admin-", (40, 250), Letters::Url, OPENAI),
    form("sk-", (40, 64), Letters::Plain, OPENAI),
    // github.blog/changelog/2021-09-23-npm-has-a-new-access-token-format: 36 characters.
    form("npm_", (36, 36), Letters::Plain, "an npm token"),
    // huggingface.co/docs/hub/security-tokens: hf_; length by gitleaks.
    form("hf_", (34, 40), Letters::Plain, "a Hugging Face token"),
    // pypi.org/help, "How can I use API tokens": pypi-, and the macaroon of pypi.org that follows.
    form(
        "pypi-AgEIcHlwaS5vcmc",
        (50, 1_000),
        Letters::Url,
        "a PyPI token",
    ),
    // Length by gitleaks: 22 characters, a point, 43 characters.
    form("SG.", (66, 66), Letters::Dotted, "a SendGrid key"),
    // docs.digitalocean.com/reference/api: dop_v1_ and 64 digits.
    form("dop_v1_", (64, 64), Letters::Hex, "a DigitalOcean token"),
    // shopify.dev, access tokens: shpat_; length by gitleaks.
    form("shpat_", (32, 32), Letters::Hex, "a Shopify token"),
    // developer.hashicorp.com/vault/docs/concepts/tokens: hvs. and 24 characters or more.
    form("hvs.", (90, 300), Letters::Url, "a Vault token"),
];

/// The key that begins at `start`.
pub(super) fn key(text: &[u8], start: usize) -> Option<Hit> {
    let rest = &text[start..];
    let is_first = |form: &&Form| rest.starts_with(form.prefix.as_bytes());
    let form = FORMS.iter().find(is_first)?;
    let from = start + form.prefix.len();
    let end = run_end(text, from, |byte| form.letters.have(byte));
    let (least, most) = form.length;
    // A point or hyphen at the end is the sentence's.
    let end = from + trimmed(&text[from..end]);
    let is_whole = !text.get(end).is_some_and(u8::is_ascii_alphanumeric);
    let kind = Kind {
        what: form.what,
        why: "known prefix and length",
        certainty: Certainty::Likely,
        concern: Concern::Secret,
        placeholder: "SECRET",
    };
    (is_whole
        && (least..=most).contains(&(end - from))
        && !placeholder::stands_in(&text[from..end]))
    .then(|| kind.at(start, end, from..end))
}

fn trimmed(key: &[u8]) -> usize {
    let last = key.iter().rposition(|byte| !matches!(byte, b'.' | b'-'));
    last.map_or(0, |last| last + 1)
}

impl Letters {
    const fn have(self, byte: u8) -> bool {
        match self {
            Self::Capitals => byte.is_ascii_uppercase() || byte.is_ascii_digit(),
            Self::Hex => byte.is_ascii_hexdigit(),
            Self::Plain => byte.is_ascii_alphanumeric(),
            Self::Word => byte.is_ascii_alphanumeric() || byte == b'_',
            Self::Url => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-'),
            Self::Dotted => byte.is_ascii_alphanumeric() || matches!(byte, b'_' | b'-' | b'.'),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::FORMS;

    #[test]
    fn no_form_hides_one_that_comes_later() {
        for (at, form) in FORMS.iter().enumerate() {
            let hidden = FORMS[at + 1..]
                .iter()
                .find(|later| later.prefix.starts_with(form.prefix));
            assert!(
                hidden.is_none(),
                "{} comes before a longer one",
                form.prefix
            );
        }
    }
}

//! Each kind of secret and personal data, and similar harmless text. Keys are made here, so that no scanner takes this file for
//! a leak.

use super::{Certainty, find, masked};

/// So many letters that look drawn by chance, always the same ones.
fn drawn(count: usize, from: &str) -> String {
    let from = from.as_bytes();
    let mut state = 7_u64;
    let mut next = || {
        state = state
            .wrapping_mul(6_364_136_223_846_793_005)
            .wrapping_add(1_442_695_040_888_963_407);
        from[usize::try_from(state >> 33).expect("31 bits") % from.len()] as char
    };
    (0..count).map(|_| next()).collect()
}

const PLAIN: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789";
const CAPITALS: &str = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
const HEX: &str = "0123456789abcdef";

fn plain(count: usize) -> String {
    drawn(count, PLAIN)
}

fn private_key() -> String {
    let lines: Vec<_> = (0..12).map(|line| drawn(64 + line % 2, PLAIN)).collect();
    format!(
        "-----BEGIN {0}-----\\n{1}\\n-----END {0}-----",
        "RSA PRIVATE KEY",
        lines.join("\\n")
    )
}

fn web_token(payload: &str) -> String {
    format!("eyJ{}.eyJ{payload}.{}", plain(30), plain(43))
}

/// Returns sentences with the sensitive data that should be found in each, and the part that may be shown.
fn things() -> Vec<(String, &'static str, Certainty)> {
    use Certainty::{Likely, Perhaps, Sure};
    vec![
        (
            format!("AKIA{}", drawn(16, CAPITALS)),
            "an AWS access key ID",
            Likely,
        ),
        (
            format!("ASIA{}", drawn(16, CAPITALS)),
            "an AWS access key ID",
            Likely,
        ),
        (format!("ghp_{}", plain(36)), "a GitHub token", Likely),
        (
            format!("github_pat_{}_{}", plain(22), plain(59)),
            "a GitHub token",
            Likely,
        ),
        (format!("glpat-{}", plain(20)), "a GitLab token", Likely),
        (
            format!("xoxb-263594206564-{}", plain(24)),
            "a Slack token",
            Likely,
        ),
        (
            format!("sk_live_{}", plain(24)),
            "a Stripe secret key",
            Likely,
        ),
        (format!("AIza{}", plain(35)), "a Google API key", Likely),
        (
            format!("sk-ant-api03-{}AA", plain(93)),
            "an Anthropic API key",
            Likely,
        ),
        (
            format!("sk-proj-{}", plain(74)),
            "an OpenAI API key",
            Likely,
        ),
        (format!("sk-{}", plain(48)), "an OpenAI API key", Likely),
        (format!("npm_{}", plain(36)), "an npm token", Likely),
        (
            format!("hf_{}", drawn(34, &PLAIN[..52])),
            "a Hugging Face token",
            Likely,
        ),
        (
            format!("SG.{}.{}", plain(22), plain(43)),
            "a SendGrid key",
            Likely,
        ),
        (
            format!("dop_v1_{}", drawn(64, HEX)),
            "a DigitalOcean token",
            Likely,
        ),
        (private_key(), "a private key", Sure),
        (web_token(&plain(40)), "a JSON Web Token", Likely),
        (
            web_token(&format!("zdWIiOiIxMjM0NTY3ODkwI{}", plain(20))),
            "a JSON Web Token",
            Perhaps,
        ),
        ("jane.doe@acme.com".to_owned(), "an e-mail address", Likely),
        (
            "o-brien+x@mail.acme.co.uk".to_owned(),
            "an e-mail address",
            Likely,
        ),
        (
            "4539 5787 6362 1486".to_owned(),
            "a payment card number",
            Likely,
        ),
        (
            "5425233430109903".to_owned(),
            "a payment card number",
            Likely,
        ),
        (
            "DE89 3704 0044 0532 0130 00".to_owned(),
            "a bank account number (IBAN)",
            Sure,
        ),
        (
            "GB82WEST12345698765432".to_owned(),
            "a bank account number (IBAN)",
            Sure,
        ),
        (
            "536-22-8714".to_owned(),
            "a US Social Security number",
            Perhaps,
        ),
        ("+44 20 7946 0958".to_owned(), "a phone number", Perhaps),
        ("+1 (212) 736-5000".to_owned(), "a phone number", Perhaps),
        ("+4915223433333".to_owned(), "a phone number", Perhaps),
    ]
}

#[test]
fn each_kind_is_found_where_it_stands_and_never_shown_whole() {
    let words =
        "He wrote it down, so that nobody would forget what it was in the end, and went on.";
    for (thing, what, certainty) in things() {
        for (before, after) in [
            ("", ""),
            ("\"", "\""),
            ("key=", "\\n"),
            ("It is:\\n", "."),
            ("\\u0027", "\\u0027"),
            ("(", ")"),
            (&format!("{words} "), &format!(" {words}")),
        ] {
            // A phone number after an equals sign is a sum.
            if before == "key=" && (thing.starts_with('+') || what.contains("card")) {
                continue;
            }
            let text = format!("{before}{thing}{after}");
            let hits = find(text.as_bytes());
            let [hit] = hits.as_slice() else {
                panic!("{text}: {hits:?}");
            };
            assert_eq!((hit.what, hit.certainty), (what, certainty), "{text}");
            assert_eq!(&text[hit.span.range()], thing, "{text}");
            let shown = masked(&text);
            assert!(!shown.contains(&thing), "{shown}");
            assert!(!shown.contains(&text[hit.hidden.range()]), "{shown}");
            assert_eq!(shown.len(), text.len(), "{shown}");
            assert!(find(shown.as_bytes()).is_empty(), "{shown}");
        }
    }
}

#[test]
fn what_only_looks_like_it_is_passed_over() {
    let near = [
        "AKIAIOSFODNN7EXAMPLE".to_owned(),
        "wJalrXUtnFEMI/K7MDENG/bPxRfiCYEXAMPLEKEY".to_owned(),
        format!("AKIA{}", drawn(15, CAPITALS)),
        format!("AKIA{}", drawn(17, CAPITALS)),
        format!("akia{}", drawn(16, CAPITALS).to_lowercase()),
        format!("x{}{}", "AKIA", drawn(16, CAPITALS)),
        format!("ghp_{}", "x".repeat(36)),
        format!("ghp_{}", plain(20)),
        "ghp_your_personal_access_token_goes_right_here".to_owned(),
        "sk-...".to_owned(),
        "sk-your-key-here".to_owned(),
        "sk-xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx".to_owned(),
        "sk-proj-1234567890abcdefghijklmnopqrstuvwxyz1234567890ABCDEF".to_owned(),
        "sk-learn-is-a-library-of-many-words-and-none-of-them-is-a-key".to_owned(),
        "-----BEGIN RSA PRIVATE KEY-----\\n...\\n-----END RSA PRIVATE KEY-----".to_owned(),
        "-----BEGIN PUBLIC KEY-----\\nMIIBIjANBgkqhkiG9w0BAQEFAAOCAQ8AMIIBCgKCAQEAu1SU1LfVLPHCozMxH2Mo\\n-----END PUBLIC KEY-----".to_owned(),
        "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJ...".to_owned(),
        "postgres://user:password@db.acme.com/main, redis://:${REDIS_PASSWORD}@cache.acme.com, https://<user>:<pass>@acme.com".to_owned(),
        "git@github.com:acme/app.git, ssh://git@acme.com, https://medium.com/@jane, @jane, a@b".to_owned(),
        "jane@example.com, jane@shop.example.org, jane@host.test, no-reply@acme.com, Support@acme.com, your.name@acme.com".to_owned(),
        // Names of textbooks, offices, and cards for tests.
        "alice@gmail.com, John.Doe12@yahoo.fr, abc@somecompany.com, letters@acme.com, Poradna@skola.cz, 2020@nei.nih.gov, adear@nia.nih.gov".to_owned(),
        "4111111111111111, 4242 4242 4242 4242, 5555-5555-5555-4444, 371449635398431".to_owned(),
        "usuario@dominio.com, nombre@correo.es, vorname.nachname@firma.de, maria@empresa.com.br, prenom.nom@acme.fr, xxx@acme.com, acmeinfo@acme.com".to_owned(),
        "logo@2x.png, react@18.2.0, @scope/name@1.0.0, x@y.T, self.w@x.shape, .@acme.com".to_owned(),
        // One digit wrong, no issuer, part of a longer number.
        "4539 5787 6362 1487, 5425233430109904, 9999999999999995, 45395787636214860, 0.4539578763621486, 4539 57876362 1486".to_owned(),
        "DE88 3704 0044 0532 0130 00, XX89 3704 0044 0532 0130 00, DE89 3704 0044 0532 0130 0".to_owned(),
        "000-12-3456, 666-12-3456, 912-34-5678, 123-00-4567, 123-45-0000, 078-05-1120, 1123-45-6789, 123-45-67890".to_owned(),
        "+1 212 555 0123, +1111111111, +1234567890, 12+491522343333, +49 30, +0123456789, C++11 2014 2017 2020 2023".to_owned(),
        "2024-01-15T10:30:00+01:00, 192.168.100.200, 9780306406157, 1700000000000, 550e8400-e29b-41d4-a716-446655440000".to_owned(),
        "THE QUICK BROWN FOX JUMPS OVER 13 LAZY DOGS IN 2024".to_owned(),
        drawn(2_000, "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/"),
    ];
    for text in near {
        let hits = find(text.as_bytes());
        assert!(hits.is_empty(), "{text}: {hits:?}");
    }
}

#[test]
fn a_secret_key_of_aws_is_told_by_what_stands_before_it() {
    let (id, secret) = (
        format!("AKIA{}", drawn(16, CAPITALS)),
        format!("/{}+{}", plain(20), plain(18)),
    );
    let told = |text: &str| -> Vec<_> {
        find(text.as_bytes())
            .iter()
            .map(|hit| (hit.what, hit.certainty, text[hit.span.range()].to_owned()))
            .collect()
    };
    let of = |certainty| ("an AWS secret access key", certainty, secret.clone());
    let key = ("an AWS access key ID", Certainty::Likely, id.clone());
    assert_eq!(
        told(&format!("{id} and {secret}")),
        [key.clone(), of(Certainty::Sure)]
    );
    assert_eq!(
        told(&format!(r#"aws_secret_access_key = \"{secret}\""#)),
        [of(Certainty::Likely)]
    );
    assert_eq!(
        told(&format!("{id} {} {secret}", "word ".repeat(60))),
        [key]
    );
    assert!(told(&format!("checksum {secret}")).is_empty());
    assert!(told(&format!("secret {secret}x, secret {}", drawn(40, HEX))).is_empty());
}

#[test]
fn of_an_address_with_a_password_only_that_is_told() {
    for (text, certainty) in [
        (
            "postgres://app:s3cr3t-Word@db.acme.com:5432/x",
            Certainty::Likely,
        ),
        (
            r"mongodb+srv:\/\/app:s3cr3t-Word@cluster0.acme.mongodb.net\/x",
            Certainty::Likely,
        ),
        ("redis://:s3cr3t-Word@localhost:6379", Certainty::Perhaps),
    ] {
        let hits = find(text.as_bytes());
        let [hit] = hits.as_slice() else {
            panic!("{text}: {hits:?}");
        };
        assert_eq!(
            (hit.what, hit.certainty),
            ("a password", certainty),
            "{text}"
        );
        assert_eq!(&text[hit.span.range()], "s3cr3t-Word", "{text}");
        assert_eq!(masked(text), text.replace("s3cr3t-Word", "***********"));
    }
}

/// Runs, signs and beginnings without end: each byte is read a few times only.
#[test]
fn hostile_text_is_read_in_linear_time() {
    for piece in [
        "a@",
        "A1",
        "+1",
        "-----BEGIN PRIVATE KEY-----",
        "eyJA.",
        "AKIA ",
        "4539 ",
        "1-1",
        "DE89 ",
        "s://a:b@",
        "A/",
        "\\n",
    ] {
        let text = piece.repeat(100_000 / piece.len());
        assert!(find(text.as_bytes()).is_empty(), "{piece}");
    }
}

//! E-mail addresses of forms and examples, in which words for a name and for a firm are placed where a name and a firm would be:
//! `vorname.nachname@firma.de`.

/// Words for a person, a name or an address, before the `@`. With words before them that say whose they are ([`WHOSE`]).
const NAMES: [&str; 127] = [
    "name",
    "names",
    "firstname",
    "lastname",
    "surname",
    "fullname",
    "initial",
    "first",
    "last",
    "user",
    "username",
    "userid",
    "you",
    "me",
    "foo",
    "bar",
    "someone",
    "somebody",
    "anyone",
    "person",
    "recipient",
    "sender",
    "receiver",
    "email",
    "mail",
    "emailaddress",
    "mailaddress",
    "emailid",
    "address",
    "account",
    "id",
    "login",
    "handle",
    "test",
    "testuser",
    "testmail",
    "sample",
    "demo",
    // German, Dutch, Scandinavian, Finnish.
    "vorname",
    "nachname",
    "benutzer",
    "benutzername",
    "nutzer",
    "nutzername",
    "mailadresse",
    "emailadresse",
    "empfaenger",
    "naam",
    "voornaam",
    "achternaam",
    "gebruiker",
    "gebruikersnaam",
    "navn",
    "fornavn",
    "etternavn",
    "efternavn",
    "bruker",
    "brukernavn",
    "bruger",
    "brugernavn",
    "namn",
    "fornamn",
    "efternamn",
    "anvandare",
    "epost",
    "nimi",
    "etunimi",
    "sukunimi",
    "kayttaja",
    "sahkoposti",
    // French, Spanish, Portuguese, Italian, Romanian, Catalan.
    "nom",
    "prenom",
    "utilisateur",
    "courriel",
    "adresse",
    "destinataire",
    "nombre",
    "apellido",
    "apellidos",
    "usuario",
    "correo",
    "correoelectronico",
    "direccion",
    "destinatario",
    "nome",
    "sobrenome",
    "apelido",
    "utilizador",
    "cognome",
    "utente",
    "indirizzo",
    "nume",
    "prenume",
    "utilizator",
    "cognom",
    "usuari",
    // Polish, Czech, Slovak, Croatian, Hungarian, Russian in Latin letters.
    "imie",
    "nazwisko",
    "uzytkownik",
    "jmeno",
    "prijmeni",
    "uzivatel",
    "priezvisko",
    "ime",
    "prezime",
    "korisnik",
    "vezeteknev",
    "keresztnev",
    "felhasznalo",
    "imya",
    "familiya",
    "polzovatel",
    "pochta",
    // Turkish, Indonesian, Malay, Vietnamese, Chinese in Latin letters.
    "isim",
    "adsoyad",
    "soyad",
    "soyadi",
    "soyisim",
    "kullanici",
    "kullaniciadi",
    "eposta",
    "nama",
    "pengguna",
    "hoten",
    "nguoidung",
    "yonghu",
    "xingming",
];
/// Words that say whose a name is.
const WHOSE: [&str; 28] = [
    "my", "your", "his", "her", "the", "mein", "meine", "dein", "deine", "ihr", "ihre", "mon",
    "ton", "votre", "mi", "tu", "su", "meu", "seu", "teu", "mio", "tuo", "suo", "jouw", "uw",
    "moj", "twoj", "min",
];
/// Words for a domain, a firm, a provider or a post office, as the name of a domain.
const DOMAINS: [&str; 55] = [
    "domain",
    "mydomain",
    "yourdomain",
    "company",
    "mycompany",
    "thecompany",
    "somecompany",
    "anycompany",
    "companyname",
    "organization",
    "organisation",
    "website",
    "site",
    "server",
    "provider",
    "host",
    "hostname",
    "foo",
    "bar",
    "foobar",
    "abcd",
    "domaene",
    "firma",
    "unternehmen",
    "anbieter",
    "domein",
    "bedrijf",
    "domene",
    "foretag",
    "bedrift",
    "yritys",
    "domaine",
    "entreprise",
    "societe",
    "fournisseur",
    "dominio",
    "empresa",
    "correo",
    "servidor",
    "proveedor",
    "compania",
    "miempresa",
    "tuempresa",
    "empresaficticia",
    "provedor",
    "azienda",
    "societa",
    "miosito",
    "domeniu",
    "domena",
    "sirket",
    "alanadi",
    "perusahaan",
    "domen",
    "ceg",
];
/// Second levels under which countries register domains.
const SHARED: [&str; 14] = [
    "co", "com", "org", "net", "gov", "edu", "ac", "or", "ne", "go", "gob", "gouv", "gen", "web",
];

/// Returns true if a part before the `@` is made of words for a name or an address, or of letters in the order of the alphabet.
pub(super) fn is_local(local: &[u8]) -> bool {
    let mut parts = local
        .split(|byte| matches!(byte, b'-' | b'_' | b'.' | b'+' | b'%'))
        .map(<[u8]>::to_ascii_lowercase)
        .filter(|part| !part.is_empty());
    let is_whose = |part: &[u8]| WHOSE.iter().any(|word| word.as_bytes() == part);
    let mut has_name = false;
    let is_one = parts.all(|part| {
        let part = letters(&part);
        has_name |= is_name(part);
        is_name(part) || is_whose(part)
    });
    is_one && has_name
}

/// A part without the digits behind it.
fn letters(part: &[u8]) -> &[u8] {
    let last = part.iter().rposition(|byte| !byte.is_ascii_digit());
    last.map_or(part, |last| &part[..=last])
}

/// Returns true for words for a name one behind the other, with words before them that say whose it is.
fn is_name(part: &[u8]) -> bool {
    let goes_on = |word: &&str| part.strip_prefix(word.as_bytes());
    let mut behind_name = NAMES.iter().filter_map(goes_on);
    let mut behind_whose = WHOSE.iter().filter_map(goes_on);
    is_run(part)
        || behind_name.any(|rest| rest.is_empty() || is_name(rest))
        || behind_whose.any(is_name)
}

/// Returns true for one letter over and over, or for letters in the order of the alphabet or the keyboard: `xxx`, `abc`, `qwerty`.
fn is_run(part: &[u8]) -> bool {
    let is_written = |row: &[u8]| row.windows(part.len()).any(|some| some == part);
    part.len() >= 3
        && part.iter().all(u8::is_ascii_lowercase)
        && (part.iter().all(|byte| *byte == part[0])
            || is_written(b"abcdefghijklmnopqrstuvwxyz")
            || is_written(b"qwertyuiop")
            || is_written(b"asdfghjkl"))
}

/// Returns true if the name of a domain is a word for one: `dominio.com`, `empresa.com.br`.
pub(super) fn is_domain(host: &str) -> bool {
    let mut parts = host.rsplit('.');
    let top = parts.next().unwrap_or_default();
    let name = parts
        .find(|part| top.len() != 2 || !SHARED.contains(part))
        .unwrap_or_default()
        .to_ascii_lowercase();
    let plain: String = name.split('-').collect();
    let is_letter = plain.len() >= 3 && plain.bytes().all(|byte| byte == plain.as_bytes()[0]);
    DOMAINS.contains(&plain.as_str()) || is_letter
}

#[cfg(test)]
mod tests {
    use super::{is_domain, is_local};

    #[test]
    fn words_for_a_name_and_a_firm_are_told_from_names() {
        for local in [
            "usuario",
            "nombre",
            "vorname.nachname",
            "prenom.nom",
            "adsoyad",
            "firstname.lastname",
            "yourname.surname",
            "imie_nazwisko",
            "tu.correo",
            "deinname",
            "votre-email",
            "User12",
            "first.last",
            "xxx",
            "abcd1234",
            "nome.sobrenome",
        ] {
            assert!(is_local(local.as_bytes()), "{local}");
        }
        for local in [
            "jane",
            "jane.doe",
            "maria.nombre-garcia",
            "k.name",
            "abby",
            "anna",
            "mi.kim",
            "ton",
            "min.su",
            "tuomas",
            "12345",
            "sunil",
            "max",
        ] {
            assert!(!is_local(local.as_bytes()), "{local}");
        }
        for host in [
            "dominio.com",
            "firma.de",
            "correo.es",
            "empresa.com.br",
            "company.co.uk",
            "entreprise.fr",
            "xxx.com",
            "mi-empresa.es",
        ] {
            assert!(is_domain(host), "{host}");
        }
        for host in [
            "acme.com",
            "firma-schmidt.de",
            "gmail.com",
            "mail.ru",
            "abc.es",
            "test.de",
            "email.cz",
            "mail.acme.com",
            "co.uk",
            "web.de",
            "domainfactory.de",
        ] {
            assert!(!is_domain(host), "{host}");
        }
    }
}

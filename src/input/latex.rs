//! Commands of LaTeX, which identify a backslash that only looks like an escape of JSON.

/// Returns the letters at the start of `text`.
#[must_use]
pub fn letters(text: &str) -> &str {
    let end = text.find(|char: char| !char.is_ascii_alphabetic());
    &text[..end.unwrap_or(text.len())]
}

/// Returns true if `word` is a command of mathematics or of documents.
#[must_use]
pub fn is_command(word: &str) -> bool {
    COMMANDS.binary_search(&word).is_ok()
}

/// Bytes of a formula on either side of a command.
const LONGEST_FORMULA: usize = 200;

/// Returns true if the escape at `at` begins a command of LaTeX between dollars, on one line, with more of a formula than that.
#[must_use]
pub fn is_in_formula(raw: &str, at: usize) -> bool {
    let command = letters(&raw[at + 1..]);
    if !is_command(command) {
        return false;
    }
    let (before, behind) = (&raw[..at], &raw[at + 1 + command.len()..]);
    // Formulas are short, and a text of dollars takes linear time.
    let is_delimiter = |byte: &u8| *byte == b'$';
    let near = before.len().saturating_sub(LONGEST_FORMULA);
    let opening = before.as_bytes()[near..].iter().rposition(is_delimiter);
    let length = behind.len().min(LONGEST_FORMULA);
    let closing = behind.as_bytes()[..length].iter().position(is_delimiter);
    let (Some(opening), Some(closing)) = (opening.map(|opening| near + opening), closing) else {
        return false;
    };
    let around = [&before[opening + 1..], &behind[..closing]];
    let is_alone = around.iter().all(|part| part.trim().is_empty());
    let has_signs = around
        .iter()
        .any(|part| part.contains(['\\', '^', '_', '{', '=', '+', '(']));
    // An amount of money begins with a digit, and a formula does not end in a space.
    let is_amount = around[0].starts_with(|char: char| char.is_ascii_digit())
        || around[1].ends_with(|char: char| char.is_whitespace());
    is_alone || (has_signs || are_operands(around)) && !is_amount
}

/// Returns true if both sides of a relation are names of one or two letters or digits: `x`, `2n`.
fn are_operands(around: [&str; 2]) -> bool {
    let is_name =
        |word: &str| word.len() <= 2 && word.bytes().all(|byte| byte.is_ascii_alphanumeric());
    let is_operand = |part: &str| !part.trim().is_empty() && part.split_whitespace().all(is_name);
    around.into_iter().all(is_operand)
}

/// In the order of bytes.
const COMMANDS: [&str; 234] = [
    "Delta",
    "Gamma",
    "Lambda",
    "Leftarrow",
    "Leftrightarrow",
    "Omega",
    "Phi",
    "Pi",
    "Psi",
    "Rightarrow",
    "Sigma",
    "Theta",
    "Upsilon",
    "Xi",
    "aleph",
    "alpha",
    "amalg",
    "angle",
    "approx",
    "arccos",
    "arcsin",
    "arctan",
    "arg",
    "ast",
    "backslash",
    "bar",
    "because",
    "begin",
    "beta",
    "bf",
    "big",
    "bigcap",
    "bigcup",
    "bigg",
    "binom",
    "bmod",
    "boldsymbol",
    "bot",
    "boxed",
    "bullet",
    "cap",
    "cdot",
    "cdotp",
    "cdots",
    "chi",
    "circ",
    "cite",
    "cong",
    "cos",
    "cosh",
    "cot",
    "csc",
    "cup",
    "dagger",
    "ddots",
    "deg",
    "delta",
    "det",
    "dfrac",
    "displaystyle",
    "div",
    "dots",
    "dotsc",
    "ell",
    "emph",
    "emptyset",
    "end",
    "epsilon",
    "equiv",
    "eta",
    "exists",
    "exp",
    "flat",
    "footnote",
    "footnotesize",
    "forall",
    "frac",
    "frown",
    "gamma",
    "gcd",
    "ge",
    "geq",
    "gg",
    "grad",
    "hat",
    "hbar",
    "hline",
    "hspace",
    "iff",
    "iint",
    "implies",
    "in",
    "inf",
    "infty",
    "int",
    "iota",
    "it",
    "item",
    "kappa",
    "ker",
    "label",
    "lambda",
    "langle",
    "lceil",
    "ldots",
    "le",
    "left",
    "leftarrow",
    "leq",
    "lfloor",
    "lim",
    "ll",
    "ln",
    "log",
    "lvert",
    "mapsto",
    "mathbb",
    "mathbf",
    "mathcal",
    "mathfrak",
    "mathrm",
    "mathsf",
    "max",
    "mid",
    "min",
    "mp",
    "mu",
    "nabla",
    "ne",
    "neg",
    "neq",
    "newcommand",
    "newline",
    "ngeq",
    "ni",
    "nleq",
    "nmid",
    "nolimits",
    "nonumber",
    "not",
    "notin",
    "nsubseteq",
    "nu",
    "odot",
    "oint",
    "omega",
    "ominus",
    "operatorname",
    "oplus",
    "otimes",
    "over",
    "overline",
    "parallel",
    "partial",
    "perp",
    "phi",
    "pi",
    "pm",
    "pmod",
    "prec",
    "prime",
    "prod",
    "propto",
    "psi",
    "qquad",
    "quad",
    "rangle",
    "rceil",
    "ref",
    "renewcommand",
    "rfloor",
    "rho",
    "right",
    "rightarrow",
    "rightharpoonup",
    "rm",
    "rtimes",
    "rvert",
    "sec",
    "section",
    "setminus",
    "sigma",
    "sim",
    "simeq",
    "sin",
    "sinh",
    "sqrt",
    "square",
    "star",
    "subset",
    "subseteq",
    "substack",
    "sum",
    "sup",
    "supset",
    "supseteq",
    "tag",
    "tan",
    "tanh",
    "tau",
    "text",
    "textbf",
    "textit",
    "textrm",
    "texttt",
    "tfrac",
    "therefore",
    "theta",
    "thinspace",
    "tilde",
    "times",
    "to",
    "top",
    "triangle",
    "triangleq",
    "underbrace",
    "underline",
    "uparrow",
    "upsilon",
    "usepackage",
    "varepsilon",
    "varnothing",
    "varphi",
    "vartheta",
    "vdots",
    "vec",
    "vee",
    "vert",
    "wedge",
    "widehat",
    "widetilde",
    "xi",
    "xrightarrow",
    "zeta",
];

#[cfg(test)]
mod tests {
    use super::{COMMANDS, is_command, letters};

    #[test]
    fn commands_are_found_by_their_letters() {
        assert!(COMMANDS.is_sorted());
        assert!(is_command(letters("frac{1}{2}")) && is_command(letters("nu_1")));
        assert!(!is_command(letters("name")) && !is_command(letters("")));
    }
}

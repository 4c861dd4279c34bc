use super::{ANSWER, Compared, Likeness, USER};

const NONE: &[u32] = &[];

#[test]
fn what_is_frequent_counts_in_what_is_shown() {
    let (one, other): (Vec<u32>, Vec<u32>) = ((0..20).collect(), (1..21).collect());
    let of = |rare, frequent| Compared {
        rare,
        frequent,
        prompt: "",
    };
    let same = of(&one, &[90, 91]).similarity_from(of(&other, &[90, 91]), 0.8);
    assert_eq!(
        same.map(|found| (found.shared, found.either)),
        Some((21, 23))
    );
    let another = of(&one, &[90, 91]).similarity_from(of(&other, &[92, 93]), 0.8);
    assert_eq!(
        another.map(|found| (found.shared, found.either)),
        Some((19, 25))
    );
}

#[test]
fn where_little_is_left_all_decides() {
    let few: Vec<u32> = (0..7).collect();
    let of = |rare, frequent| Compared {
        rare,
        frequent,
        prompt: "",
    };
    for (one, other, is_similar) in [
        (of(&few, NONE), of(&few, NONE), true),
        (of(&few, &[90, 91]), of(&few, &[92, 93]), false),
        (of(&few, &[90]), of(&few, &[90]), true),
    ] {
        assert_eq!(one.similarity_from(other, 0.8).is_some(), is_similar);
        assert_eq!(other.similarity_from(one, 0.8).is_some(), is_similar);
    }
    let nine: Vec<u32> = (0..9).collect();
    let (many, others): (Vec<u32>, Vec<u32>) = ((100..130).collect(), (200..230).collect());
    assert!(
        of(&nine, &many)
            .similarity_from(of(&nine, &others), 0.8)
            .is_none()
    );
    assert!(
        of(&nine, &many[..5])
            .similarity_from(of(&nine, &others[..5]), 0.8)
            .is_some()
    );
}

#[test]
fn answers_are_compared_by_themselves() {
    fn of(rare: &[u32]) -> Compared<'_> {
        Compared {
            rare,
            frequent: NONE,
            prompt: "",
        }
    }
    let answer = |numbers: std::ops::Range<u32>| -> Vec<u32> {
        (0..50)
            .chain(numbers.map(|number| number | ANSWER))
            .collect()
    };
    for (one, other, is_like) in [
        (answer(0..10), answer(0..10), true),
        (answer(0..10), answer(0..8), true),
        (answer(0..10), answer(5..15), false),
        (answer(0..1), answer(1..2), false),
        (answer(0..0), answer(0..0), true),
        (answer(0..1), answer(0..0), false),
    ] {
        let likeness = of(&one).likeness(of(&other));
        assert_eq!(likeness == Likeness::Record, is_like);
    }
    // Texts without a question.
    let (one, other) = ([1 | ANSWER, 2 | ANSWER], [2 | ANSWER, 3 | ANSWER]);
    assert_eq!(of(&one).likeness(of(&other)), Likeness::Record);
}

#[test]
fn one_answer_to_two_prompts_is_no_near_duplicate() {
    let (answer, users): (Vec<u32>, Vec<u32>) = (
        (0..50).map(|number| number | ANSWER).collect(),
        (0..4).map(|number| number | USER).collect(),
    );
    let of = |said: &[u32]| [said, &answer].concat();
    for (one, other, likeness) in [
        (of(&users[..3]), of(&users[..3]), Likeness::Record),
        (of(&users[..3]), of(&users), Likeness::Record),
        (of(&users[..2]), of(&users), Likeness::Answer),
        (of(&users[..1]), of(&users[1..]), Likeness::Answer),
        (of(&[]), of(&[]), Likeness::Record),
    ] {
        let [one, other] = [&one, &other].map(|rare| Compared {
            rare,
            frequent: NONE,
            prompt: "",
        });
        assert_eq!(one.likeness(other), likeness);
    }
}

#[test]
fn questions_are_compared_outside_of_their_passage() {
    let said = |passage: u32, question: std::ops::Range<u32>| -> Vec<u32> {
        let question = question.map(|number| number + 1_000);
        (0..passage)
            .chain(question)
            .map(|number| number | USER)
            .collect()
    };
    for (passage, one, other, asks_like) in [
        (40, 0..8, 0..8, true),
        (40, 0..8, 2..9, true),
        (40, 0..8, 8..16, false),
        (40, 0..8, 7..16, false),
        (20, 0..8, 8..16, true),
    ] {
        let sets = [
            said(passage, one),
            said(passage, other),
            said(passage, 50..60),
        ];
        let [one, other, third] = [0, 1, 2].map(|at| Compared {
            rare: &sets[at],
            frequent: NONE,
            prompt: "",
        });
        assert_eq!(one.asks_like(other, third), asks_like, "{passage}");
    }
}

#[test]
fn greetings_around_another_question_do_not_make_it_alike() {
    // A greeting, a question of two runs of words, and a goodbye; what the assistant says between them is alike.
    let said = |question: u32, between: u32| -> Vec<u32> {
        let users = [1, question, question + 1, 9].map(|run| run | USER);
        let answer = (0..50).map(|number| number | ANSWER);
        (20..20 + between).chain(users).chain(answer).collect()
    };
    for (one, other, between, likeness) in [
        (2, 2, 6, Likeness::Record),
        (2, 3, 6, Likeness::Answer),
        (2, 3, 0, Likeness::Record),
    ] {
        let sets = [said(one, between), said(other, between)];
        let [one, other] = [0, 1].map(|at| Compared {
            rare: &sets[at],
            frequent: NONE,
            prompt: "",
        });
        assert_eq!(one.likeness(other), likeness, "{between}");
    }
}

#[test]
fn words_before_a_short_question_make_another_one_of_it() {
    let shingles: Vec<u32> = (0..9).map(|number| number | USER).collect();
    for (one, other, likeness) in [
        (
            "\tcan i order a card",
            "\twhere can i order a card",
            Likeness::Answer,
        ),
        ("7\twhy is it late", "7\tis it late", Likeness::Answer),
        (
            "\tit does not work",
            "\tit does not work anymore",
            Likeness::Record,
        ),
        (
            "\tthe card is lost",
            "\tthe card was lost",
            Likeness::Record,
        ),
        ("\tis it late", "\tthis is it late", Likeness::Answer),
        ("\tit is late", "\tpit is late", Likeness::Record),
        ("", "\twhy is it late", Likeness::Record),
        ("", "", Likeness::Record),
    ] {
        let [one, other] = [one, other].map(|prompt| Compared {
            rare: &shingles,
            frequent: NONE,
            prompt,
        });
        assert_eq!(one.likeness(other), likeness);
    }
}

#[test]
fn short_questions_behind_a_passage_are_compared_by_their_words_in_order() {
    let passage: Vec<u32> = (0..40).map(|number| number | USER).collect();
    for (one, other, asks_like) in [
        (
            "who sang the anthem",
            "who sang the anthem at the game",
            true,
        ),
        (
            "how old was manning in the game",
            "how old was peyton manning in the game",
            true,
        ),
        (
            "what did lady gaga sing",
            "what did marlee matlin sign",
            false,
        ),
        (
            "who won the game",
            "for whom did he play in the game",
            false,
        ),
    ] {
        let [one, other, third] =
            [one, other, "where was it"].map(|said| format!("\u{1}7\u{2}{said}"));
        let [one, other, third] = [&one, &other, &third].map(|prompt| Compared {
            rare: &passage,
            frequent: NONE,
            prompt,
        });
        assert_eq!(one.asks_like(other, third), asks_like, "{}", other.prompt);
        let likeness = one.likeness(other);
        assert_eq!(likeness == Likeness::Record, asks_like, "{}", other.prompt);
    }
}

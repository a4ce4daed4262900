//! Linear classifiers: is a text about a subject or not?
//!
//! One support vector machine per subject, trained by dual coordinate descent (Hsieh et al. 2008, the method of
//! LIBLINEAR) on the few hundred clauses of the library, which takes milliseconds. Everything runs in a fixed order, so
//! the same library always gives the same answers.

/// What a text has, with weights: numbers of features in ascending order, unit length.
pub type Features = Vec<(u32, f32)>;

/// Passes over the examples; the answers no longer change after some twenty.
const PASSES: usize = 30;

/// A text whose answer is known.
#[derive(Debug, Clone)]
pub struct Example {
    /// What the text has.
    pub features: Features,
    /// The subjects it is about, each with the weight that its answer has.
    pub subjects: Vec<(usize, f32)>,
}

/// One line through the space of features per subject.
#[derive(Debug)]
pub struct Classifier {
    /// Weights by subject and feature.
    lines: Vec<Vec<f32>>,
}

impl Classifier {
    /// Trains a classifier for the subjects with numbers below `subjects`; `cost` is how far one example may pull.
    #[must_use]
    pub fn train(examples: &[Example], subjects: usize, cost: f32) -> Self {
        let features = examples
            .iter()
            .flat_map(|example| &example.features)
            .map(|feature| feature.0);
        let size = features.max().map_or(0, |last| last as usize + 1);
        let lines = (0..subjects)
            .map(|subject| line(examples, subject, size, cost))
            .collect();
        Self { lines }
    }

    /// How surely a text is about each subject: above 0 it is, below it is not.
    #[must_use]
    pub fn margins(&self, features: &Features) -> Vec<f32> {
        self.lines.iter().map(|line| product(line, features)).collect()
    }
}

/// The line between the examples that are about the subject and those that are not.
fn line(examples: &[Example], subject: usize, size: usize, cost: f32) -> Vec<f32> {
    let answers: Vec<(f32, f32)> = examples
        .iter()
        .map(|example| {
            let about = example.subjects.iter().find(|(other, _)| *other == subject);
            about.map_or((-1.0, cost), |(_, weight)| (1.0, cost * weight))
        })
        .collect();
    let mut line = vec![0.0; size];
    let mut pulls = vec![0.0_f32; examples.len()];
    for _ in 0..PASSES {
        for (example, ((side, limit), pull)) in examples.iter().zip(answers.iter().zip(&mut pulls)) {
            let length: f32 = example.features.iter().map(|(_, value)| value * value).sum();
            if length == 0.0 {
                continue;
            }
            // squared hinge loss: the limit softens the step in place of cutting it off
            let soften = 0.5 / limit;
            let gradient = side * product(&line, &example.features) - 1.0 + soften * *pull;
            let before = *pull;
            *pull = (before - gradient / (length + soften)).max(0.0);
            let step = (*pull - before) * side;
            for (feature, value) in &example.features {
                line[*feature as usize] += step * value;
            }
        }
    }
    line
}

fn product(line: &[f32], features: &Features) -> f32 {
    features
        .iter()
        .filter_map(|(feature, value)| Some(line.get(*feature as usize)? * value))
        .sum()
}

package nl.tec.feedback;

import java.math.BigDecimal;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import nl.tec.shared.Bilingual;
import org.jspecify.annotations.Nullable;

/**
 * The questions of one audience, in one version.
 *
 * @param questions one to four; the first is the one that counts for satisfaction
 * @param faces value of each of the five faces on the scale of 1 to 10, from the saddest to the happiest
 * @param madeBy the name of the author of this version; null: it came with the program, or the account is gone
 */
public record Survey(
        long id,
        SurveyAudience audience,
        int version,
        List<Question> questions,
        List<BigDecimal> faces,
        Instant madeAt,
        @Nullable String madeBy) {

    public static final int MAX_QUESTIONS = 4;

    public static final int MAX_WORDS = 300;

    /** The ways in which a question is answered. */
    public enum Kind {
        /** By choosing one of five drawn faces. */
        FACES(5),
        /** By a mark from 1 to 10. */
        SCORE(10),
        /** In words; optional. */
        WORDS(0);

        private final int choices;

        Kind(int choices) {
            this.choices = choices;
        }

        /** The number of answers to choose from; 0 for a question that is answered in words. */
        public int choices() {
            return choices;
        }
    }

    /** A drawing that shows the subject of a question to those who cannot read it. */
    public enum Picture {
        FUN("survey/fun"),
        LEARN("art/lamp"),
        AGAIN("survey/again"),
        PEOPLE("art/people"),
        PLACE("art/house"),
        WORDS("survey/words");

        private final String file;

        Picture(String file) {
            this.file = file;
        }

        /** The address of the drawing. */
        public String path() {
            return "/img/" + file + ".svg";
        }
    }

    /** @param position from 1 */
    public record Question(
            int position,
            Kind kind,
            Bilingual text,
            @Nullable Picture picture) {}

    /** Returns the question that is answered in words. */
    public Optional<Question> words() {
        return questions.stream()
                .filter(question -> question.kind() == Kind.WORDS)
                .findFirst();
    }

    /** Returns the questions with something to choose; everybody who answers answers all of them. */
    public List<Question> choices() {
        return questions.stream()
                .filter(question -> question.kind() != Kind.WORDS)
                .toList();
    }
}

package nl.tec.feedback;

import java.util.Locale;
import nl.tec.feedback.Satisfaction.Score;
import nl.tec.shared.Numbers;
import nl.tec.shared.Rounding;

/** Scores as people write them: with one decimal, and never rounded onto the norm. */
public record Scores(int norm, Locale language) {

    public String mean(Score score) {
        return number(Rounding.nearest(score.mean(), (double) norm));
    }

    public String low(Score score) {
        return number(Rounding.down(score.low()));
    }

    public String high(Score score) {
        return number(Rounding.up(score.high()));
    }

    public boolean under(Score score) {
        return score.mean() < norm;
    }

    private String number(double score) {
        return Numbers.tenths(score, language);
    }
}

package nl.tec.launch;

import java.io.Serial;

/** Thrown when the program can't start. The message is a sentence for the person who starts it. */
final class StartException extends RuntimeException {

    @Serial
    private static final long serialVersionUID = 1;

    StartException(String sentence) {
        super(sentence);
    }

    StartException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}

package nl.tec.launch;

import java.io.Serial;

/** The program can't start. The message is a sentence for the person who starts the program. */
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

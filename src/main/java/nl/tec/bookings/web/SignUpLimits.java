package nl.tec.bookings.web;

import jakarta.servlet.http.HttpServletRequest;
import java.time.Duration;
import java.util.Optional;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import org.springframework.stereotype.Component;

/** The rate limits on forms that send mail: per network address and per mail address. */
@Component
class SignUpLimits {

    private final RateLimit limits;

    SignUpLimits(RateLimit limits) {
        this.limits = limits;
    }

    /** Counts an attempt. @return how long to wait; empty if it is allowed */
    Optional<Duration> wait(HttpServletRequest request, String email) {
        return limits.tryConsume(Limit.SIGN_UP_ADDRESS, RateLimit.address(request.getRemoteAddr()))
                .or(() -> limits.tryConsume(Limit.SIGN_UP_MAIL, email.strip()));
    }

    /** Refunds an attempt that sent no mail. */
    void giveBack(HttpServletRequest request, String email) {
        limits.giveBack(Limit.SIGN_UP_ADDRESS, RateLimit.address(request.getRemoteAddr()));
        limits.giveBack(Limit.SIGN_UP_MAIL, email.strip());
    }
}

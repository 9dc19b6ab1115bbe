package nl.tec.accounts.web;

import jakarta.servlet.http.HttpServletRequest;
import nl.tec.accounts.RateLimit;
import nl.tec.accounts.RateLimit.Limit;
import nl.tec.accounts.SignOutElsewhere;
import nl.tec.shared.NotFound;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** The endpoint for back-channel logout by external providers. */
@RestController
class SignOutElsewhereController {

    private final SignOutElsewhere elsewhere;
    private final RateLimit limits;

    SignOutElsewhereController(SignOutElsewhere elsewhere, RateLimit limits) {
        this.elsewhere = elsewhere;
        this.limits = limits;
    }

    @PostMapping("/inloggen/uit/{provider}")
    ResponseEntity<Void> signOut(
            @PathVariable String provider, @RequestParam("logout_token") String token, HttpServletRequest request) {
        limits.consume(Limit.SIGN_OUT_ELSEWHERE, RateLimit.address(request.getRemoteAddr()));
        boolean done = elsewhere.signOut(provider, token).orElseThrow(() -> new NotFound("provider " + provider));
        return ResponseEntity.status(done ? HttpStatus.OK : HttpStatus.BAD_REQUEST)
                .cacheControl(CacheControl.noStore())
                .build();
    }
}

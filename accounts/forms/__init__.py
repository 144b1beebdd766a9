from accounts.forms.acting import ActingAsForm
from accounts.forms.signing_in import NOT_RIGHT, FirstPasswordForm, SignInForm

__all__ = ["NOT_RIGHT", "ActingAsForm", "FirstPasswordForm", "SignInForm"]

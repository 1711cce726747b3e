"""One typed catalogue of settings: default, user, machine, each value knowing its origin."""

"""What can go wrong from outside, and the tests that hold what is promised then."""
